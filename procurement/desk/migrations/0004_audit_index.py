"""Every login that is locked out asks the log whether that was said already: the log only grows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_actions")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["result", "at"], name="audit_of_result"),
        ),
    ]
