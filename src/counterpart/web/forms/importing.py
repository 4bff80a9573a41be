"""The file of people, what its columns are, and what its grades or titles mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.people.models import Stage
from counterpart.programmes.importing import shapes
from counterpart.programmes.importing.reading import MOST_BYTES
from counterpart.programmes.importing.shapes import REASONS, Field
from counterpart.programmes.importing.table import Table

MOST_TITLES = 100  # asked one by one; rarer ones are taken as their words suggest
STAGES = [
    ("", gettext_lazy("They say it themselves")),
    (str(Stage.STUDENT.value), gettext_lazy("Studying or training")),
    (str(Stage.EARLY.value), gettext_lazy("In their first years of work")),
    (str(Stage.MID.value), gettext_lazy("Well into working life")),
    (str(Stage.SENIOR.value), gettext_lazy("Senior, many years in")),
    (str(Stage.EXECUTIVE.value), gettext_lazy("Leading an organisation")),
    (str(Stage.RETIRED.value), gettext_lazy("Retired")),
]


class FileOfPeople(forms.Form):
    people = forms.FileField(
        label=gettext_lazy("Your file of people"),
        help_text=gettext_lazy("CSV or .xlsx, up to 10 MB and 50,000 people."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_people(self) -> UploadedFile[bytes]:
        people: UploadedFile[bytes] = self.cleaned_data["people"]
        if (people.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Leave out columns that are not needed, or split it.")
            )
        return people


@dataclass(frozen=True)
class Column:
    field: forms.BoundField
    name: str
    samples: list[str]


class Mapping(forms.Form):
    """For each column of the file: what it is, or that it is left out."""

    def __init__(self, *args: Any, table: Table, guessed: dict[Field, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self.refused = shapes.refused(table)
        self.guessed = {column: field for field, column in guessed.items()}
        for at, name in enumerate(table.columns):
            if at not in self.refused:
                self.fields[f"column-{at}"] = forms.ChoiceField(
                    label=name,
                    required=False,
                    choices=[("", _("Leave out")), *Field.choices],
                    initial=self.guessed.get(at, ""),
                    widget=forms.Select(attrs={"aria-label": _("%(column)s is") % {"column": name}}),
                )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen: dict[str, str] = {}
        for at, field in self._chosen(said):
            if field in chosen:
                words = _("'%(first)s' and '%(second)s' are both '%(field)s'. Leave one of them out.")
                names = {
                    "first": chosen[field],
                    "second": self.table.columns[at],
                    "field": Field(field).label,
                }
                raise forms.ValidationError(words % names)
            chosen[field] = self.table.columns[at]
        if Field.EMAIL not in chosen:
            raise forms.ValidationError(_("Which column is the e-mail address? People are invited by it."))
        if not {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME} & chosen.keys():
            raise forms.ValidationError(
                _("Which column is the name? One full name, or first and family name.")
            )
        return said

    def _chosen(self, said: dict[str, Any]) -> Iterator[tuple[int, str]]:
        for name, field in said.items():
            if field:
                yield int(name.removeprefix("column-")), field

    def mapping(self) -> dict[int, Field]:
        return {at: Field(field) for at, field in self._chosen(self.cleaned_data)}

    def used(self) -> list[Column]:
        return [column for column in self._columns() if column.field.value()]

    def left_out(self) -> list[Column]:
        return [column for column in self._columns() if not column.field.value()]

    def refusals(self) -> list[tuple[str, str]]:
        return [(self.table.columns[at], str(REASONS[why])) for at, why in self.refused.items()]

    def _columns(self) -> Iterator[Column]:
        for name in self.fields:
            at = int(name.removeprefix("column-"))
            samples = dict.fromkeys(islice(self.table.values(at), 50))
            yield Column(self[name], self.table.columns[at], [each[:60] for each in islice(samples, 3)])


class Stages(forms.Form):
    """Once for each grade or title: where somebody with it stands."""

    def __init__(
        self, *args: Any, titles: dict[str, tuple[str, int]], stages: dict[str, int | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(islice(titles.items(), MOST_TITLES))
        for at, (said, (written, _count)) in enumerate(self.asked):
            stage = stages[said]
            self.fields[f"title-{at}"] = forms.ChoiceField(
                label=written[:120],
                required=False,
                choices=STAGES,
                initial="" if stage is None else str(int(stage)),
                widget=forms.Select(attrs={"aria-label": _("%(title)s is") % {"title": written[:120]}}),
            )

    def rows(self) -> list[tuple[forms.BoundField, str, int]]:
        return [
            (self[f"title-{at}"], written[:120], count)
            for at, (_said, (written, count)) in enumerate(self.asked)
        ]

    def stages(self) -> dict[str, Stage | None]:
        answers = [self.cleaned_data[f"title-{at}"] for at in range(len(self.asked))]
        return {
            said: Stage(int(answer)) if answer else None
            for (said, _), answer in zip(self.asked, answers, strict=True)
        }
