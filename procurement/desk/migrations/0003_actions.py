from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_groups"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="action",
            field=models.TextField(
                choices=[
                    ("log in", "log in"),
                    ("log out", "log out"),
                    ("password", "change the password"),
                    ("account", "change an account"),
                    ("upload", "upload"),
                    ("check", "check"),
                    ("publish", "publish"),
                    ("discard", "discard"),
                    ("delete files", "delete uploaded files"),
                    ("plan withdrawal", "look at a withdrawal"),
                    ("withdraw", "withdraw"),
                    ("build", "make the files of /data/"),
                    ("edit", "edit a claim"),
                    ("answer", "answer about a name"),
                    ("mask", "mask"),
                    ("lift", "lift a mask"),
                ],
                verbose_name="action",
            ),
        ),
    ]
