"""So that the table is among those that follow when the key of governments changes (regions 0004)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0011_suppliers_alike"), ("regions", "0003_alias_operator")]

    operations = [
        migrations.AlterField(
            model_name="withdrawnorder",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawn_orders",
                to="regions.region",
            ),
        ),
    ]
