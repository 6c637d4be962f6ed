"""What a run can end with: a stable word for programs, a sentence for people, an exit status."""

from dataclasses import dataclass

DONE, FAILED, WRONG_ARGUMENTS, LATER = 0, 1, 2, 3

# Each word once, with the exit status it ends with. Support, --status and the manual know them by these names.
ENDS = {
    "configured": DONE,
    "up_to_date": DONE,
    "available": DONE,
    "installed": DONE,
    "went_back": DONE,
    # Not now; the timer tries again by itself.
    "busy": LATER,
    "no_network": LATER,
    "metered": LATER,
    "in_use": LATER,
    "not_quiet": LATER,
    "not_idle": LATER,
    "on_battery": LATER,
    "put_off": LATER,
    # Refused; nothing was changed.
    "no_source": FAILED,
    "settings": FAILED,
    "source_missing": FAILED,
    "tls": FAILED,
    "unknown_key": FAILED,
    "signature": FAILED,
    "unsigned": FAILED,
    "expired": FAILED,
    "not_yet_valid": FAILED,
    "package_hash": FAILED,
    "index": FAILED,
    "disk_full": FAILED,
    "dependencies": FAILED,
    "would_remove": FAILED,
    "downgrade": FAILED,
    "known_bad": FAILED,
    "no_way_back": FAILED,
    "unreadable": FAILED,
    # The installation went wrong.
    "schema": FAILED,
    "rolled_back": FAILED,
    "broken": FAILED,
}


@dataclass(frozen=True)
class End:
    word: str
    told: str


class Refusal(Exception):
    """A run that ends here, with one of ENDS and what to tell."""

    def __init__(self, word: str, told: str) -> None:
        super().__init__(told)
        assert word in ENDS, word
        self.word = word
        self.told = told

    @property
    def status(self) -> int:
        return ENDS[self.word]
