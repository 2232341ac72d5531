"""Three groups, one for each thing that somebody may do; who looks after accounts puts people into them."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = {
    "Pengunggah": ("upload_exports",),
    "Penerbit": ("publish_loads", "view_auditentry"),
    "Penyunting klaim": ("edit_claims", "mask_names"),
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(using)
    for name, codenames in GROUPS.items():
        group, _made = groups.get_or_create(name=name)
        group.permissions.add(*(_permission(apps, using, codename) for codename in codenames))


def _permission(apps: Apps, using: str, codename: str) -> Any:
    """Permissions are made after all migrations, so the group brings its own; the same ones are then found made."""
    model = "auditentry" if codename == "view_auditentry" else "upload"
    kind, _made = (
        apps.get_model("contenttypes", "ContentType").objects.using(using).get_or_create(app_label="desk", model=model)
    )
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    return permissions.get_or_create(content_type=kind, codename=codename, defaults={"name": codename})[0]


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
