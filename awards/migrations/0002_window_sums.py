from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WindowSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region_code", models.TextField()),
                (
                    "channel",
                    models.TextField(choices=[("toko-daring", "Toko daring (Jatim Bejo)"), ("e-katalog", "E-katalog")]),
                ),
                ("rule", models.TextField()),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("quantity", models.TextField(choices=[("value", "Value"), ("orders", "Orders"), ("rank", "Rank")])),
                ("fingerprint", models.CharField(help_text="Of the rows it was summed from", max_length=64)),
                ("value_sen", models.BigIntegerField(help_text="sen, 1/100 rupiah")),
                ("orders", models.BigIntegerField()),
                ("mbiz_sen", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region_code", "channel", "rule", "start", "end", "quantity"), name="one_window_sum"
                    )
                ],
            },
        ),
    ]
