"""Suppliers of the same name in whatever system, without a walk through all. PostgreSQL goes on reading meanwhile."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0010_unplaced_rejects")]

    operations = [
        migrations.AddIndex(model_name="supplier", index=models.Index(fields=["identity"], name="supplier_identity")),
        migrations.AddIndex(model_name="supplier", index=models.Index(fields=["name"], name="supplier_name")),
    ]
