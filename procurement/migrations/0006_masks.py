import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0005_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="slice",
            name="masks",
            field=models.JSONField(
                default=list, help_text="Numbers of the masks whose wording its rows hold, in order"
            ),
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
                    ("masks", "masked names or descriptions"),
                ]
            ),
        ),
        migrations.CreateModel(
            name="Mask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.TextField(
                        choices=[("supplier", "name of a supplier"), ("order", "description of an order")]
                    ),
                ),
                ("key", models.CharField(help_text="Of the supplier or the order, as in its address", max_length=12)),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        help_text="Hash of the one description that is masked; empty: all of the order",
                        max_length=12,
                    ),
                ),
                (
                    "names",
                    models.JSONField(
                        default=list, help_text="Hashes of a supplier's names: a register of sizes may go by them"
                    ),
                ),
                ("operator", models.TextField(help_text="Who ran it, as text: the public site knows no users")),
                ("reason", models.TextField()),
                ("lifted_by", models.TextField(blank=True)),
                ("lifted_reason", models.TextField(blank=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="masks", to="procurement.edition"
                    ),
                ),
                (
                    "lifted_edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lifted_masks",
                        to="procurement.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "Mask",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_edition", None)), fields=("kind", "key", "content"), name="one_mask"
                    )
                ],
            },
        ),
    ]
