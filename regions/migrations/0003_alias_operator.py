from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0002_queued_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="regionalias",
            name="operator",
            field=models.TextField(blank=True, default="", help_text="Who said so, as text; never published"),
        ),
    ]
