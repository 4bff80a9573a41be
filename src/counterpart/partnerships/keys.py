"""The data key of each partnership: what the partners write to each other is sealed with it."""

from counterpart.common.keyring import Keyring
from counterpart.partnerships.models import PartnershipKey

RING = Keyring(PartnershipKey, "partnership")
