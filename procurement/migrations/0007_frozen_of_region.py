"""What editions froze of one government, without a walk through those of all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0006_masks")]

    operations = [
        migrations.AddIndex(
            model_name="frozen",
            index=models.Index(fields=["region_code", "rule", "year", "channel", "edition"], name="frozen_of_region"),
        ),
    ]
