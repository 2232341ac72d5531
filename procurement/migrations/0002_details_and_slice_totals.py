from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models

# The rules as they were when slices got totals of their own: what counts, of (standing, stage, verification).
SPENDING = ("completed", "ongoing", "unstated")
RULES = {
    "bersih": lambda channel, standing, stage, verified: standing == "counted" and stage in SPENDING,
    "selesai": lambda channel, standing, stage, verified: (
        standing == "counted" and stage == "completed" and (verified or channel == "e-katalog")
    ),
    "terverifikasi": lambda channel, standing, stage, verified: channel == "toko-daring" and verified,
    "tidak-gagal": lambda channel, standing, stage, verified: stage in SPENDING,
    "semua": lambda channel, standing, stage, verified: True,
}
WHOLE_YEAR = -1


def sum_slices(apps, schema_editor):
    Slice = apps.get_model("procurement", "Slice")
    for one in Slice.objects.all():
        sum_slice(apps, one)
    for name, role in (("Agency", "agency"), ("Supplier", "supplier")):
        for party in apps.get_model("procurement", name).objects.all():
            rows = apps.get_model("procurement", "Transaction").objects.filter(
                **{role: party, f"{role}_name": party.name}
            )
            party.named_at = rows.aggregate(latest=models.Max("ordered_at"))["latest"]
            party.save(update_fields=["named_at"])


def sum_slice(apps, one):
    SliceTotal = apps.get_model("procurement", "SliceTotal")
    rows, sen, orders, suppliers = defaultdict(int), defaultdict(int), defaultdict(set), defaultdict(set)
    stored = apps.get_model("procurement", "Transaction").objects.filter(
        region=one.region_id, year=one.year, system=one.system
    )
    fields = ("standing", "stage", "verification", "month", "value_sen", "order_key", "supplier_id")
    for standing, stage, verification, month, value, order, supplier in stored.values_list(*fields).iterator():
        for rule, counts in RULES.items():
            if counts(one.channel, standing, stage, verification == "verified"):
                for key in ((rule, month), (rule, WHOLE_YEAR)):
                    rows[key] += 1
                    sen[key] += value
                    orders[key].add(order)
                    suppliers[key].add(supplier)
    SliceTotal.objects.bulk_create(
        SliceTotal(
            slice=one,
            rule=rule,
            month=month,
            rows=count,
            value_sen=sen[rule, month],
            orders=len(orders[rule, month]),
            suppliers=len(suppliers[rule, month] - {None}),
        )
        for (rule, month), count in rows.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0001_initial"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="named_at",
            field=models.DateTimeField(help_text="Of the row that it has its name from", null=True),
        ),
        migrations.AddField(
            model_name="supplier",
            name="named_at",
            field=models.DateTimeField(help_text="Of the row that it has its name from", null=True),
        ),
        migrations.AddField(
            model_name="transaction",
            name="details",
            field=models.JSONField(help_text="What else its layout says of it, as printed; see layouts.py", null=True),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="agency",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transactions",
                to="procurement.agency",
            ),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="file",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transactions",
                to="procurement.sourcefile",
            ),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="line",
            field=models.BigIntegerField(help_text="Line (CSV), element (JSON) or sheet row (XLSX), from 1"),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="region",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transactions",
                to="regions.region",
            ),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="supplier",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transactions",
                to="procurement.supplier",
            ),
        ),
        migrations.CreateModel(
            name="SliceTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value_sen", models.BigIntegerField(help_text="sen, 1/100 rupiah")),
                ("orders", models.BigIntegerField()),
                ("rows", models.BigIntegerField()),
                ("suppliers", models.BigIntegerField()),
                ("rule", models.TextField()),
                ("month", models.SmallIntegerField(help_text="As in MonthTotal; -1 for the whole year")),
                (
                    "slice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="totals", to="procurement.slice"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("slice", "rule", "month"), name="one_slice_total")],
            },
        ),
        migrations.RunPython(sum_slices, migrations.RunPython.noop),
    ]
