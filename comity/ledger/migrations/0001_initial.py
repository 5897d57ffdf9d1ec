"""The books, their guards and their walls."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import comity.ledger.rules.books
import comity.ledger.rules.lines
from comity.kernel.guard import Guard


def read(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    """Makes the tables."""

    initial = True

    dependencies = [("kernel", "0004_official")]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("purpose", models.CharField(max_length=32)),
                ("subject_ref", models.CharField(max_length=80)),
                ("label", models.CharField(blank=True, max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("original", models.BigIntegerField()),
                ("minor", models.BigIntegerField()),
                ("rate", models.DecimalField(decimal_places=8, max_digits=18, null=True)),
                ("rate_on", models.DateField(null=True)),
                ("rate_source", models.CharField(blank=True, max_length=120)),
                ("original_left", models.BigIntegerField(default=0)),
                ("original_obligated", models.BigIntegerField(default=0)),
                ("original_paid", models.BigIntegerField(default=0)),
                ("left", models.BigIntegerField(default=0)),
                ("obligated", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("supplier", models.CharField(max_length=160)),
                ("supplier_key", models.CharField(help_text="the supplier's name as it is compared", max_length=160)),
                ("number", models.CharField(max_length=60)),
                ("number_key", models.CharField(help_text="the number as it is compared", max_length=60)),
                ("invoiced_on", models.DateField()),
                ("original", models.BigIntegerField()),
                ("paid_at", models.DateTimeField()),
                ("is_reversed", models.BooleanField(default=False)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="ledger.commitment"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("code", models.CharField(max_length=24, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("budget", "budget"), ("fund", "fund")],
                        default=comity.ledger.rules.lines.Kind["BUDGET"],
                        max_length=8,
                    ),
                ),
                ("title_en", models.CharField(max_length=160)),
                ("title_fr", models.CharField(max_length=160)),
                ("office", models.CharField(blank=True, max_length=120)),
                ("period", models.CharField(max_length=7)),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(help_text="last day of the period")),
                ("currency", models.CharField(max_length=3)),
                ("subject_ref", models.CharField(blank=True, db_index=True, max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed")],
                        default=comity.ledger.rules.lines.State["OPEN"],
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("amount", models.BigIntegerField(default=0)),
                ("committed", models.BigIntegerField(default=0)),
                ("obligated", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
                ("pledged", models.BigIntegerField(default=0)),
                ("signed", models.BigIntegerField(default=0)),
                ("transactions_made", models.PositiveIntegerField(default=0)),
                ("commitments_made", models.PositiveIntegerField(default=0)),
                ("contributions_made", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["period", "code"], name="ledger_line_period_code")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("audience__len__gt", 0)), name="ledger_line_audience"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("committed"), "+", models.F("obligated")
                                    ),
                                    "+",
                                    models.F("paid"),
                                ),
                            )
                        ),
                        name="ledger_line_no_overdraft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            ("committed__gte", 0),
                            ("obligated__gte", 0),
                            ("paid__gte", 0),
                            ("pledged__gte", 0),
                            ("signed__gte", 0),
                        ),
                        name="ledger_line_never_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$")), name="ledger_line_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="ledger_line_currency"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gt", models.F("since_on"))), name="ledger_line_period"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("contributor", models.CharField(help_text="code of a party, or a name", max_length=32)),
                ("earmark", models.CharField(blank=True, max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("original", models.BigIntegerField()),
                ("rate", models.DecimalField(decimal_places=8, max_digits=18, null=True)),
                ("rate_on", models.DateField(null=True)),
                ("rate_source", models.CharField(blank=True, max_length=120)),
                ("original_pledged", models.BigIntegerField(default=0)),
                ("original_signed", models.BigIntegerField(default=0)),
                ("original_paid", models.BigIntegerField(default=0)),
                ("pledged", models.BigIntegerField(default=0)),
                ("signed", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contributions", to="ledger.line"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="ledger.line"
            ),
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("base", models.CharField(max_length=3)),
                ("rate", models.DecimalField(decimal_places=8, max_digits=18)),
                ("on", models.DateField()),
                ("source", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["base", "currency", "-on", "-at"], name="ledger_rate_latest")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("audience__len__gt", 0)), name="ledger_rate_audience"),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gt", 0), models.Q(("source", ""), _negated=True)),
                        name="ledger_rate_sourced",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency", models.F("base")), _negated=True), name="ledger_rate_other"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("revise", "revise"),
                            ("commit", "commit"),
                            ("release", "release"),
                            ("oblige", "oblige"),
                            ("pay", "pay"),
                            ("pledge", "pledge"),
                            ("sign", "sign"),
                            ("receive", "receive"),
                            ("lapse", "lapse"),
                            ("reverse", "reverse"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("key", models.CharField(max_length=120, null=True, unique=True)),
                ("currency", models.CharField(max_length=3)),
                ("original", models.BigIntegerField(help_text="in `currency`, as it was entered")),
                ("rate", models.DecimalField(decimal_places=8, max_digits=18, null=True)),
                ("rate_on", models.DateField(null=True)),
                ("rate_source", models.CharField(blank=True, max_length=120)),
                (
                    "commitment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transactions",
                        to="ledger.commitment",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transactions",
                        to="ledger.contribution",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transactions",
                        to="ledger.invoice",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transactions", to="ledger.line"
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="ledger.transaction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="communities that may read the row"
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        choices=[
                            ("appropriation", "appropriation"),
                            ("free", "free"),
                            ("committed", "committed"),
                            ("obligated", "obligated"),
                            ("paid", "paid"),
                            ("promise", "promise"),
                            ("pledged", "pledged"),
                            ("signed", "signed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("minor", models.BigIntegerField()),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="ledger.line"
                    ),
                ),
                (
                    "transaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="ledger.transaction"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__len__gt", 0)), name="ledger_invoice_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_reversed", False)),
                fields=("supplier_key", "number_key"),
                name="ledger_invoice_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(condition=models.Q(("original__gt", 0)), name="ledger_invoice_sum"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__len__gt", 0)), name="ledger_contribution_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(fields=("line", "number"), name="ledger_contribution_number"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("original_paid__gte", 0),
                    ("original_pledged__gte", 0),
                    ("original_signed__gte", 0),
                    ("pledged__gte", 0),
                    ("original__gt", 0),
                    ("paid__gte", 0),
                    ("signed__gte", 0),
                ),
                name="ledger_contribution_never_negative",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["purpose", "subject_ref"], name="ledger_commitment_subject"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__len__gt", 0)), name="ledger_commitment_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(fields=("line", "number"), name="ledger_commitment_number"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left__gte", 0),
                    ("original_left__gte", 0),
                    ("original_obligated__gte", 0),
                    ("original_paid__gte", 0),
                    ("minor__gte", 0),
                    ("obligated__gte", 0),
                    ("original__gt", 0),
                    ("paid__gte", 0),
                ),
                name="ledger_commitment_never_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rate__isnull", True), ("rate_on__isnull", True), ("rate_source", "")),
                    models.Q(("rate__gt", 0), ("rate_on__isnull", False), models.Q(("rate_source", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ledger_commitment_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="transaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__len__gt", 0)), name="ledger_transaction_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="transaction",
            constraint=models.UniqueConstraint(fields=("line", "number"), name="ledger_transaction_number"),
        ),
        migrations.AddConstraint(
            model_name="transaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reverses__isnull", False), ("verb", comity.ledger.rules.books.Verb["REVERSE"])),
                    models.Q(
                        models.Q(("verb", comity.ledger.rules.books.Verb["REVERSE"]), _negated=True),
                        ("reverses__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="ledger_transaction_reverses",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__len__gt", 0)), name="ledger_posting_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("minor", 0), _negated=True), name="ledger_posting_something"
            ),
        ),
        Guard(
            "ledger_line",
            "ledger_commitment",
            "ledger_contribution",
            "ledger_invoice",
            "ledger_transaction",
            "ledger_posting",
            "ledger_rate",
        ),
        migrations.RunSQL(read("money"), read("money_undo")),
    ]
