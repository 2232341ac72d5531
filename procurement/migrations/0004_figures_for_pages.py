import django.db.models.deletion
from django.db import migrations, models

# The rules as they were when slices got their largest orders; `SliceTotal.rule` -> what counts.
RULES = {
    "bersih": "standing = 'counted' AND stage IN ('completed', 'ongoing', 'unstated')",
    "selesai": (
        "standing = 'counted' AND stage = 'completed' AND (channel <> 'toko-daring' OR verification = 'verified')"
    ),
    "terverifikasi": "channel = 'toko-daring' AND verification = 'verified'",
    "tidak-gagal": "stage IN ('completed', 'ongoing', 'unstated')",
    "semua": "1 = 1",
}
WHOLE_YEAR = -1


def look_at_slices(apps, schema_editor):
    """What a load works out in memory, for the slices that stand already."""
    Slice = apps.get_model("procurement", "Slice")
    SliceTotal = apps.get_model("procurement", "SliceTotal")
    with schema_editor.connection.cursor() as cursor:
        for one in Slice.objects.all():
            place = [one.region_id, one.year, one.system]
            where = "FROM procurement_transaction WHERE region_id = %s AND year = %s AND system = %s"
            cursor.execute(f"SELECT DISTINCT marketplace {where}", place)
            one.marketplaces = sorted({name.casefold() for (name,) in cursor.fetchall()})
            one.save(update_fields=["marketplaces"])
            for rule, condition in RULES.items():
                order_sums = f"SELECT SUM(value_sen) AS sen {where} AND {condition} GROUP BY order_key"
                cursor.execute(f"SELECT MAX(sen) FROM ({order_sums}) AS orders", place)
                (largest,) = cursor.fetchone()
                if largest is not None:
                    whole = SliceTotal.objects.filter(slice=one, rule=rule, month=WHOLE_YEAR)
                    whole.update(largest_order_sen=int(largest))


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0003_supplier_sizes"),
        ("regions", "0002_queued_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="LegalRule",
            fields=[
                ("code", models.TextField(help_text="EP-PPK-200", primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField(help_text="Its place in the file")),
                ("title_id", models.TextField()),
                ("title_en", models.TextField()),
                ("value", models.TextField(help_text="A number in plain digits, a date, or words; see unit")),
                ("unit", models.TextField(help_text="IDR, percent, date, months, years, text")),
                ("applies_to", models.TextField(help_text="toko-daring, e-katalog, pengadaan-langsung, all")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(help_text="Its last day; null while it is in force", null=True)),
                ("legal_basis", models.TextField()),
                (
                    "for_questions",
                    models.BooleanField(help_text="False where its source says NOT FOR FLAGS or NOT A RULE"),
                ),
                ("source_title", models.TextField()),
                ("publisher", models.TextField()),
                ("url", models.TextField()),
                ("quality", models.TextField()),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "Legal rule",
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="slice",
            name="marketplaces",
            field=models.JSONField(default=list, help_text="Case-folded, in order: what keys of orders are made of"),
        ),
        migrations.AddField(
            model_name="slicetotal",
            name="largest_order_sen",
            field=models.BigIntegerField(help_text="sen of one order; null in the rows of months", null=True),
        ),
        migrations.AlterField(
            model_name="edition",
            name="cause",
            field=models.TextField(
                choices=[
                    ("load", "transactions loaded"),
                    ("withdrawal", "transactions withdrawn"),
                    ("regions", "governments or population"),
                    ("claims", "claims"),
                    ("sizes", "register of supplier sizes"),
                    ("aliases", "names of governments"),
                    ("rules", "legal rules"),
                ]
            ),
        ),
        migrations.CreateModel(
            name="WithdrawnOrder",
            fields=[
                ("order_key", models.CharField(max_length=12, primary_key=True, serialize=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_orders",
                        to="procurement.edition",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
                    ),
                ),
            ],
            options={
                "verbose_name": "Withdrawn order",
            },
        ),
        migrations.RunPython(look_at_slices, migrations.RunPython.noop),
    ]
