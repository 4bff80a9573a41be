"""The matching engine: people and a policy in, a plan with a certified bound out. It knows no Django.

people = engine.read_people("people.csv")
result = engine.solve(people, engine.Policy(), seed=1)
"""

from counterpart.engine.changing.changed import Changed
from counterpart.engine.errors import BadInput, Cancelled, Problem
from counterpart.engine.explain import Account, Direction, Explanation, Term, Topic
from counterpart.engine.hardrules import Rule
from counterpart.engine.hours import Span, read_hours
from counterpart.engine.page import report_html
from counterpart.engine.people import STAGES, People, Person
from counterpart.engine.policy import Policy
from counterpart.engine.reading import read_people
from counterpart.engine.reading_benefits import read_benefits
from counterpart.engine.reasons import Facts, Reason, Unmatched
from counterpart.engine.recruiting import Recruit
from counterpart.engine.result import Certificate, Kind, Partnership, PricedSet, Result
from counterpart.engine.solving import Progress, solve
from counterpart.engine.stopping import Gap, MaxSeconds, Stop
from counterpart.engine.verify import Plan, Verdict, verify
from counterpart.engine.warming import warm_up
from counterpart.engine.written import WrittenPlan, matches_csv, read_plan, report, write

__all__ = [
    "STAGES",
    "Account",
    "BadInput",
    "Cancelled",
    "Certificate",
    "Changed",
    "Direction",
    "Explanation",
    "Facts",
    "Gap",
    "Kind",
    "MaxSeconds",
    "Partnership",
    "People",
    "Person",
    "Plan",
    "Policy",
    "PricedSet",
    "Problem",
    "Progress",
    "Reason",
    "Recruit",
    "Result",
    "Rule",
    "Span",
    "Stop",
    "Term",
    "Topic",
    "Unmatched",
    "Verdict",
    "WrittenPlan",
    "matches_csv",
    "read_benefits",
    "read_hours",
    "read_people",
    "read_plan",
    "report",
    "report_html",
    "solve",
    "verify",
    "warm_up",
    "write",
]
