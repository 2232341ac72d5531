"""The remarks of fixtures/claims.csv, here so that the catalogue holds their translations. Data, not code: they are
looked up by their text (cards.remark), and a remark that is not among them is shown in English and marked so."""

from django.utils.translation import gettext_lazy as _

NOTES = (
    _('The source ties the award to "tahun 2022" but does not say whether the total is calendar-2022 only.'),
    _("Two later reports on 2023 do not seem to fit it: see jpnn-2023 and bisnis-2023."),
    _("No value stated. That it is the same event is inferred from the date and the category."),
    _("Cut-off 31 August 2021, though the award was given in November."),
    _("Third place is Kabupaten Gresik in the city government's list of 30 December 2021 (later cut-off)."),
    _("detikNews names Kabupaten Sidoarjo third at the award of 22 November 2021 (earlier cut-off)."),
    _('"Almost" Rp40 billion, more than 4,000 orders; said to be more than 50 % above the year before.'),
    _(
        "If the growth is of the value over the same months, January to August 2022 came to less than Rp26.7 billion, "
        "and more than Rp40 billion of that year's Rp67 billion fell in its last four months; if it is against all of "
        "2022, the two figures do not fit."
    ),
    _("Order only, no value."),
    _(
        "The printed figure is malformed: read strictly it is Rp52,071,487.45; the headline says Rp52 billion. "
        "This site does not read it as a number."
    ),
    _(
        "The Rp52 billion of its headline, of eleven months of 2023, are lower than the Rp67,082,500,435 of all of "
        "2022: that alone is no contradiction."
    ),
    _("The period is not stated. Single source."),
    _("Scope varies by source: the programme, or the provincial government alone."),
)

FORMER_NOTES = (
    _("Two later reports on 2023 do not fit it: see jpnn-2023 and bisnis-2023."),
    _("If the growth is in value on the same measure, the Rp67 billion of 2022 cannot hold."),
    _(
        "The printed figure is malformed: read strictly it is Rp52,071,487.45; the headline says Rp52 billion. "
        "It must not be read as a number by the site."
    ),
    _("Lower than the 2022 figure of Rp67,082,500,435."),
)
"""Of earlier editions of that file: a database holds them until the claims are loaded anew."""
