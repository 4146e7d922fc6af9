"""What can be wrong with a question or a fact, each with a sentence that a person can use."""


class WelcomeError(Exception):
    """A fact that stops the work; `str(error)` is the sentence to show."""

    @property
    def sentence(self) -> str:
        return str(self)


class Unknown(WelcomeError):
    """Something was asked for that is not there."""


class UnknownVenue(Unknown):
    """No venue has or ever had this slug."""


class UnknownWard(Unknown):
    """No ward has this code or name."""

    name = "ward"


class VenueClosed(WelcomeError):
    """The venue was here once and has closed for good."""

    def __init__(self, sentence: str, slug: str) -> None:
        super().__init__(sentence)
        self.slug = slug


class BadPostcode(WelcomeError):
    """The text is not shaped like a postcode of the United Kingdom."""

    name = "postcode"


class UnknownPostcode(Unknown):
    """The postcode is well formed and in no list."""

    name = "postcode"


class BadPoint(WelcomeError):
    """The numbers are not a longitude and a latitude."""


class BadParameter(WelcomeError):
    """A parameter of a question does not say what it should; `name` is the parameter."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


class BadSchedule(WelcomeError):
    """A schedule, closure or extra opening that contradicts itself."""


class BadFact(WelcomeError):
    """A fact about a venue that no list has, or facts that cannot all be true; `facts` names them."""

    def __init__(self, sentence: str, facts: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.facts = facts


class Contradiction(BadFact):
    """Facts about a venue that cannot all be true."""


class FaultyFile(WelcomeError):
    """A file to import that cannot be read as what it is said to be."""


class Conflict(WelcomeError):
    """Somebody else changed it first, or it is there already."""
