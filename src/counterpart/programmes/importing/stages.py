"""Where a grade or title stands in working life, suggested by its words."""

import re

from counterpart.people.models import Stage
from counterpart.programmes.importing.shapes import level

_BY_WORDS: tuple[tuple[Stage | None, str], ...] = (
    # Before the words that these hold: an assistant to the chief is no chief.
    (
        None,
        r"(assistant|secretary|pa|aide|adviser|advisor|counsel) (to|of)|assisten\w+ (der|des)|"
        r"chef(fe)? de (projet|produit)|(executive|personal|management) assistant|"
        r"assistente? .*(direktion|geschaftsfuhrung|vorstand\w*)",
    ),
    (
        Stage.STUDENT,
        r"intern|interns|internship|trainee|apprentice|student|pupil|placement|praktikant\w*|"
        r"werkstudent\w*|"
        r"auszubildende\w*|azubi|stagiaire|apprenti\w*|alternant\w*|becari[oa]|practicante|"
        r"tirocinante|stagista|"
        r"estagiari[oa]|harjoittelija|praktikant|stazyst\w*|стажер",
    ),
    (Stage.RETIRED, r"retired|emerit\w+|pensioner|pensionar\w*|retraite\w*|jubilad[oa]|pensionato"),
    (
        Stage.EARLY,
        r"junior|jr|graduate|entry level|early career|associate (analyst|engineer|consultant|developer)|"
        r"berufseinsteiger\w*|debutant\w*|aa|ao|eo|administrative officer|"
        r"(?<!chief )executive officer|young professional",
    ),
    (
        Stage.EXECUTIVE,
        r"chief \w+( \w+)? officer|chief executive|chief|c[efotipm]o|chro|ciso|cdo|"
        r"president(?<!vice president)|"
        r"managing director|director general|general director|executive director|"
        r"permanent secretary|board member|"
        r"member of the board|chair|chairman|chairwoman|chairperson|founder|co founder|"
        r"business owner|^owner|"
        r"^executive$|executive (board|committee|team|management|vice president)|senior executive|scs ?\d?|"
        r"geschaftsfuhrer\w*|vorstand\w*|vorstandsmitglied|pdg|directeur general|directrice generale|"
        r"director gerente|amministratore delegato|toimitusjohtaja|verkstallande direktor|"
        r"adm direktor|prezes",
    ),
    (
        Stage.SENIOR,
        r"senior|sr|head|head of|deputy head|director|directrice|directeur|direttore|direttrice|"
        r"directora|direktor\w*|"
        r"vice president|[es]?vp|avp|principal|lead|team lead|staff engineer|professor\w*|"
        r"(?<!business )partner|grade 6|grade 7|"
        r"leiter\w*|\w+leiter(in)?|bereichsleit\w*|abteilungsleit\w*|teamleit\w*|responsable|"
        r"chef(fe)? d(e|u|es)? \w+|jef[ea]|capo|"
        r"experienced|expert|veteran",
    ),
    (
        Stage.MID,
        r"manager\w*|supervisor|coordinator|team leader|mid|mid level|midlevel|intermediate|"
        r"specialist|heo|seo|"
        r"projektleit\w*|consultant|engineer (ii|2)|professional",
    ),
)
_PATTERNS = tuple((stage, re.compile(rf"(?<!\w)({words})(?!\w)")) for stage, words in _BY_WORDS)
_OWN = {level(str(stage.name)): stage for stage in Stage}


def suggest(title: str) -> Stage | None:
    """None where the words do not say: the people themselves will."""
    said = level(title)
    if said in _OWN:
        return _OWN[said]
    for stage, pattern in _PATTERNS:
        if pattern.search(said):
            return stage
    return None
