"""Who is who in a matter: each voice of its reports as an actor, with what it belongs to, by all that its mentions say, else by the text near by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sayso.model.weighing import Report, Statement, Voice
from sayso.synthesis.citations import is_media, is_outlet, outlet_key, same_outlet
from sayso.synthesis.names import Fit, person_fit
from sayso.synthesis.origins.bodies import Actor, Sort, body_key, head_noun, is_issuer, is_paper, is_part, is_proper, kind_of, plain_name, same_body, sort_of, union_of
from sayso.synthesis.origins.matters import called, called_bodies, description, flat, lands_of, most, only, places_of, twins
from sayso.synthesis.origins.mending import as_body, mended
from sayso.synthesis.origins.people import Person, canonical_names, gather, is_person
from sayso.synthesis.origins.posts import antecedent, beside, owner_noun
from sayso.synthesis.origins.text import NAME, acronyms_in, bodies_in, countries_in, country_near, dateline_country, first_place, name_near, names_body, organ_before, sentence_at
from sayso.vocabulary.name_parts import folded
from sayso.vocabulary.standing import has

REACH = 450  # characters before a name in which its body may have been named
NAMED = 2  # what a country named beside an office weighs against the most frequent one of a report
NEAR_OWNER = 60  # characters between the name of a firm and the word that makes it the owner
RULES = re.compile(rf"(?P<name>{NAME})(?: \([A-Z]+\))?, which (?:controls|governs|rules)\b")
WORKS_FOR = re.compile(
    r"\s*,? (?:of|from|at|for|with) (?:the |our |their |its )?(?P<name>(?:[\w’'&-]+ ){0,4}?(?:[\w’'&-]+))(?=[,.;:)]| (?:said|told|says|tells|wrote|argued|added|and|who|which)\b|$)"
)
OURS = re.compile(r"(?:our|this newspaper['’]s|this paper['’]s)\b", re.IGNORECASE)
CHIEF = re.compile(r"\bchief (?=\w)", re.IGNORECASE)
THE_ONE = re.compile(r"the (?!same)", re.IGNORECASE)
ARMED = frozenset({"rebel", "guerrilla", "insurgent", "militant", "militia", "fighter"})
NO_MORE = re.compile(r"\b(?:former|ex|opposition|retired|shadow)\b", re.IGNORECASE)
MADE_BY = re.compile(rf"\b(?:taken|made|published|released|provided|supplied|collected|recorded|analysed|analyzed|bought)\b[^,;]{{0,40}}?\b(?:by|from) (?:the )?(?P<who>{NAME})")
OWNER = re.compile(r"^(?:whose|its|their|his|her|our) ", re.IGNORECASE)
ITS = re.compile(r"(?:its|their|whose)\b", re.IGNORECASE)
SERVANTS = "lawyers? counsel attorneys? solicitors? spokes\\w+ campaign team office aides? secretary staff delegation crew bosses employers? owners? agents? side colleagues?"
SERVING = re.compile(rf"(?:(?:the|his|her|their|its|a|an|one|two|three) )?(?:\w+ )?(?:{SERVANTS.replace(' ', '|')}) of (?P<who>.+)$", re.IGNORECASE)
OF_PLACE = re.compile(r" (?:in|from|of) ((?:[A-ZÀ-ÖØ-Þ][\w’'-]*)(?: [A-ZÀ-ÖØ-Þ][\w’'-]*)*)$")


class Cast:
    """The actors of a matter. Equal statements and reports give an equal cast, in whatever order they come."""

    def __init__(self, statements: Sequence[Statement], reports: Mapping[str, Report]) -> None:
        self._twins = twins(reports.values())
        self._reports = reports = {key: one for key, one in reports.items() if self._twins[key] == key}
        statements = [one for one in statements if one.report in reports]
        every = {(one.report, mended(voice)) for one in statements for voice in flat(one.chain)}
        self._firms = frozenset(voice.organisation for _, voice in every if voice.kind == "organisation" and voice.organisation is not None)
        voices = sorted({(report, as_body(voice, self._firms)) for report, voice in every}, key=repr)
        self._places = places_of(statements)
        self._names = canonical_names({(report, voice.name) for report, voice in voices if is_person(voice) and voice.name})
        self._people = gather(voices, self._names)
        self._bodies = self._known_bodies(voices)
        self._called = called_bodies(voices)
        self._rulers = frozenset(match["name"] for one in reports.values() for match in RULES.finditer(one.text))
        self._acronyms = {short: full for one in sorted(reports.values(), key=lambda one: one.id) for short, full in acronyms_in(one.text)}
        self._lands = {report: Counter([*lands_of(statements, report), *(iso for _, iso in countries_in(one.text))]) for report, one in reports.items()}
        self._proper = {plain_name(name): land for where in sorted(self._bodies) for name, land in self._bodies[where] if self._sort(plain_name(name), land) is Sort.BODY}
        self._proper_of_persons = {name for person in self._people.values() for name, _ in person.bodies}
        self._owner = self._owner_of_matter()
        self._outlets = sorted({one.outlet for one in reports.values() if one.outlet is not None and not is_issuer(one.outlet)})
        self._found: dict[str, dict[Voice, Actor]] = {report: {} for report in reports}

    def twin(self, report: str) -> str:
        """The report that stands for all with the same text, letter for letter: the first published of them."""
        return self._twins.get(report, report)

    def actor(self, voice: Voice, report: str) -> Actor:
        """The actor that a voice of a report is."""
        voice = as_body(mended(voice), self._firms)
        found = self._found[self._twins[report]]
        if voice not in found:
            found[voice] = self._read(voice, self._twins[report])
        return found[voice]

    def labels(self, report: str) -> Mapping[str, Actor]:
        """The names and words of all actors of a report that were asked for, for finding them in its text."""
        found = self._found[self._twins[report]]
        return {words: actor for voice, actor in sorted(found.items(), key=repr) for words in (voice.name, voice.organisation, voice.words) if words}

    def mentioned(self, words: str, report: str) -> Actor | None:
        """The body that a report speaks of in these words, if they name one, or can mean only one of the matter ("the hospital")."""
        name = plain_name(re.sub(r"^(?:the|a|an) ", "", words.strip(), flags=re.IGNORECASE))
        place = self._twins[report]
        if not names_body(name) and (is_proper(name) or self._full_name(name, place) == name):
            return None
        found = self.body(name, None, place)
        return found if found.sort in {Sort.ORGAN, Sort.REBEL, Sort.BODY} else None

    def body(self, name: str, country: str | None, report: str) -> Actor:
        """The actor that a body's name means in a report."""
        name = plain_name(name)
        bare = name.removeprefix("the ").removeprefix("The ")
        name = dict(acronyms_in(self._reports[report].text)).get(bare) or self._acronyms.get(bare, name)
        sort = self._sort(name, country)
        if sort in {Sort.ORGAN, Sort.REBEL}:
            land = country or only(iso for _, iso in countries_in(name)) or self._country_of_body(name, report)
            return self._state(name, land, sort)
        full = self._full_name(name, report)
        if full != name:
            return self.body(full, country, report)
        if sort is not Sort.OUTLET and any(same_outlet(outlet, full) for outlet in self._outlets):
            return Actor(key=f"outlet:{outlet_key(full)}", label=full, sort=Sort.OUTLET, country=None)
        if sort is Sort.INSTRUMENT:
            return Actor(key=f"paper:{report if is_paper(name) else ''}:{head_noun(name)}", label=name, sort=sort, country=country)
        if not is_proper(name) and has("crew", name) and self._owner is not None and self._owner[0] != name:
            return self.body(*self._owner, report)
        key = f"outlet:{outlet_key(name)}" if sort is Sort.OUTLET else f"body:{union_of(name) or body_key(name, country)}"
        return Actor(key=key, label=name, sort=sort, country=country, body=name)

    def _sort(self, name: str, country: str | None) -> Sort:
        return Sort.REBEL if any(name.endswith(other) or other.endswith(name) for other in self._rulers) and is_proper(name) else sort_of(name, country)

    def _state(self, name: str, country: str | None, sort: Sort) -> Actor:
        prefix = "gov" if sort is Sort.ORGAN else "regime"
        key = f"{prefix}:{country}" if country else f"{prefix}:?{body_key(name, None)}"
        return Actor(key=key, label=OWNER.sub("", name), sort=sort, country=country, own=body_key(name, country), body=OWNER.sub("", name))

    def _read(self, voice: Voice, report: str) -> Actor:
        if voice.kind in {"outlet", "unstated"} or is_media(voice):
            return self._outlet(voice, report)
        if is_person(voice) and voice.name:
            return self._person(self._people[self._names[report, voice.name]], report)
        if voice.kind == "anonymous":
            return self._nameless(voice, report)
        name = voice.organisation or voice.name or voice.words or "?"
        if sort_of(plain_name(name), None) is Sort.INSTRUMENT and (maker := MADE_BY.search(voice.words or "")) is not None and is_proper(maker["who"]):
            return self.body(maker["who"], None, report)
        return self._served(name, report) or self._as_person(name, report) or self._said_to_be_organ(name, voice) or self.body(name, voice.country, report)

    def _said_to_be_organ(self, name: str, voice: Voice) -> Actor | None:
        """The government whose organ a body is said to be beside its name ("the Center, a Ukrainian state body")."""
        beside = (voice.words or "").partition(", ")[2]
        if not has("organ_words", beside) or has("apart_words", beside) or sort_of(plain_name(name), None) is not Sort.BODY:
            return None
        land = voice.country or only(iso for _, iso in countries_in(beside))
        return self._state(plain_name(name), land, Sort.ORGAN) if land is not None else None

    def _as_person(self, name: str, report: str) -> Actor | None:
        """The person whose name is given as a body's."""
        if names_body(name) or not is_proper(name) or sort_of(name, None) is not Sort.BODY or name in self._proper_of_persons:
            return None
        people = [other for other in self._people if person_fit(plain_name(name), other) >= Fit.PART]
        return self._person(self._people[people[0]], report) if len(people) == 1 else None

    def _outlet(self, voice: Voice, report: str) -> Actor:
        name = voice.organisation or voice.name or self._reports[report].outlet or "?"
        if voice.kind in {"outlet", "unstated"} and (own := self._reports[report].outlet) is not None:
            name = own
        if voice.kind in {"outlet", "unstated"} and (issuer := self._issuer(report)) is not None:
            return issuer
        return Actor(key=f"outlet:{outlet_key(name)}", label=name, sort=Sort.OUTLET, country=None)

    def _person(self, person: Person, report: str) -> Actor:
        roles = " ; ".join(sorted(person.roles))
        country = most(person.countries)
        for (name, land), _ in sorted(person.bodies.items(), key=lambda item: (-item[1], item[0][0])):
            found = self.body(name, land or country, report)
            if found.sort in {Sort.ORGAN, Sort.REBEL, Sort.BODY}:
                return Actor(key=found.key, label=person.name, sort=found.sort, country=found.country, own=f"person:{folded(person.name)}", body=found.body)
            if found.sort is Sort.OUTLET and (outlet := self._reports[report].outlet) is not None and same_outlet(outlet, name):
                return found
        near = self._body_near(person, roles, report)
        if near is not None:
            return Actor(key=near.key, label=person.name, sort=near.sort, country=near.country, own=f"person:{folded(person.name)}", body=near.body)
        if has("organ_roles", roles) and not has("apart_words", roles) and not NO_MORE.search(roles) and not self._sails(person, roles, report):
            land = country or self._home(person.names, sorted(person.reports, key=lambda one: (one != report, one)))
            if land is not None:
                return Actor(key=f"gov:{land}", label=person.name, sort=Sort.ORGAN, country=land, own=f"person:{folded(person.name)}")
        return Actor(key=f"person:{folded(person.name)}", label=person.name, sort=Sort.PERSON, country=country)

    def _body_near(self, person: Person, roles: str, report: str) -> Actor | None:
        """The body that the text near a person's first mention gives it, where its role is one in a body."""
        if (issuer := self._issuer(report)) is not None and report in person.reports:
            return issuer
        if self._owner is not None and self._sails(person, roles, report):
            return self.body(*self._owner, report)
        if (named := self._said_to_work(person, report)) is not None:
            return named
        roles += " ; doctor" * any(f"Dr {name}" in self._reports[where].text for where in person.reports for name in person.names)
        if (beside := self._beside(person, report)) is not None:
            return beside
        if not roles or (has("witnesses", CHIEF.sub("", roles)) and not has("organ_roles", roles)) or has("own_minds", roles):
            return None
        for where in sorted(person.reports, key=lambda one: (one != report, one)):
            text = self._reports[where].text
            at = first_place(text, person.names)
            its = any(ITS.match(words) for words in person.words)
            names = [name for name in {*dict(self._bodies[where]), *bodies_in(text)} if self._may_employ(name, roles, its=its)]
            far = has("ranks", roles) or has("spokes", roles) or not has("organ_roles", roles) or any(ITS.match(words) for words in person.words)
            found = name_near(text, at, names, REACH if far else 0) if at is not None else None
            if found is not None:
                return self.body(found, dict(self._bodies[where]).get(found), where)
        return None

    def _sails(self, person: Person, roles: str, report: str) -> bool:
        """Whether a person is of a ship's, plane's or firm's own people; a captain only where there is a craft."""
        return has("crew", roles) and (not has("organ_roles", roles) or self._on_craft(person, report))

    def _on_craft(self, person: Person, report: str) -> bool:
        """Whether a captain is one of a ship or plane: a craft in its role or in the sentence that names it."""
        text = self._reports[report].text
        at = first_place(text, person.names)
        return has("crafts", *person.roles) or (at is not None and has("crafts", sentence_at(text, at).of(text)))

    def _said_to_work(self, person: Person, report: str) -> Actor | None:
        """The body of "Name, of the organising committee": a body by its words, or one that the matter knows."""
        for where in sorted(person.reports, key=lambda one: (one != report, one)):
            text = self._reports[where].text
            for name in sorted(person.names, key=lambda name: (-len(name), name)):
                at = text.find(name)
                match = WORKS_FOR.match(text, at + len(name)) if at >= 0 else None
                if match is not None and (names_body(match["name"]) or (not is_proper(match["name"]) and self._full_name(match["name"], where) != match["name"])):
                    return self.body(match["name"], None, where)
        return None

    def _beside(self, person: Person, report: str) -> Actor | None:
        """The body that owns a person in a text, or that its post points back to."""
        noun = owner_noun([*person.words, *person.roles])
        for where in sorted(person.reports, key=lambda one: (one != report, one)):
            text = self._reports[where].text
            names = {*dict(self._bodies[where]), *bodies_in(text)}
            found = beside(text, person.names, names)
            if found is not None:
                return self.body(found, None, where)
            at = first_place(text, person.names)
            if noun is not None and at is not None:
                spoken = self._spoken_of(where)
                back = antecedent(text, at, sorted({*names, *spoken}), noun)
                if back is not None:
                    return spoken[back] if back in spoken else self.body(back, dict(self._bodies[where]).get(back), where)
        return None

    def _spoken_of(self, report: str) -> Mapping[str, Actor]:
        """The bodies of a report by the words that it calls them by when they speak ("The opposition")."""
        return {words: self.body(name, land or None, report) for words, name, land in self._called.get(report, ())}

    def _issuer(self, report: str) -> Actor | None:
        """The body whose own statement the report is; None for what media publish."""
        outlet = self._reports[report].outlet
        if outlet is None or is_outlet(outlet):
            return None
        return self.body(outlet, None, report) if is_issuer(outlet) else None

    def _may_employ(self, name: str, roles: str, *, its: bool) -> bool:
        sort = sort_of(name, None)
        if not OURS.match(roles) and any(same_outlet(outlet, name) for outlet in self._outlets):
            return False
        if sort in {Sort.OUTLET, Sort.INSTRUMENT} or (sort is Sort.ORGAN and NO_MORE.search(roles)):
            return False
        if has("house_staff", roles):
            return has("houses", name)
        if has("ranks", roles):
            return has("uniformed", name) or sort is Sort.REBEL
        if has("organ_roles", roles) and not has("spokes", roles) and not its:
            return sort in {Sort.ORGAN, Sort.REBEL}
        return is_proper(name) and not has("houses", name)

    def _nameless(self, voice: Voice, report: str) -> Actor:
        words = " ".join(filter(None, (voice.role, voice.words, voice.organisation)))
        for text in (voice.role, voice.organisation, voice.words):
            if (served := self._served(text, report)) is not None:
                return served
        if has("crew", words) and self._owner is not None:
            return self.body(*self._owner, report)
        works = voice.organisation if voice.organisation is not None and voice.organisation != voice.role else None
        if (
            works is not None
            and voice.role is not None
            and works in voice.role
            and is_proper(works)
            and names_body(voice.role)
            and sort_of(voice.role, voice.country) is Sort.ORGAN
        ):
            works = voice.role
        if works is None and has("houses", words):
            works = "hospital"
        if works is not None:
            body = self.body(works, voice.country, report)
            speaks_for = has("spokes", words) or body.sort is Sort.BODY or (body.sort in {Sort.ORGAN, Sort.REBEL} and not has("hidden", words))
            if speaks_for and body.sort is not Sort.OUTLET:
                return Actor(key=body.key, label=voice.words or body.label, sort=body.sort, country=body.country, named=True, own=body.own, body=body.body)
        if (office := self._in_office(voice, report)) is not None:
            return office
        country = voice.country or self._country_of_words(voice)
        sort = Sort.RUMOUR if has("rumour", words) and not has("hidden", words) else Sort.NAMELESS
        return Actor(key=f"anon:{report}:{description(voice)}", label=called(voice), sort=sort, country=country, named=False)

    def _in_office(self, voice: Voice, report: str) -> Actor | None:
        """The government whose one office somebody without a name holds ("the minister")."""
        role, words = voice.role or "", voice.words or voice.role or ""
        if THE_ONE.match(words) is None or not has("organ_roles", role) or has("ranks", role) or NO_MORE.search(role):
            return None
        land = voice.country or self._country_of_words(voice) or self._home((words,), (report,))
        return self._state(role, land, Sort.ORGAN) if land is not None else None

    def _served(self, words: str | None, report: str) -> Actor | None:
        """The actor that somebody speaks or works for ("lawyers of Blanca Ocampos"), where the matter knows it."""
        match = SERVING.match(words) if words else None
        if match is None:
            return None
        people = [name for name in self._people if person_fit(match["who"], name) >= Fit.PART]
        if len(people) == 1:
            return self._person(self._people[people[0]], report)
        known = {plain_name(name) for name, _ in self._bodies[report]}
        return self.body(match["who"], None, report) if match["who"] in known or names_body(match["who"]) else None

    def _country_of_words(self, voice: Voice) -> str | None:
        place = OF_PLACE.search(voice.words or "")
        return self._places.get(place[1]) if place is not None else None

    def _country_of_body(self, name: str, report: str) -> str | None:
        """The country of an organ that the report gives none: of the same name elsewhere, of a place in its name, else the one named near it."""
        lands = Counter(land for where in (report, *sorted(self._bodies)) for other, land in self._bodies[where] if land and same_body(name, other, (None, land)) is not Fit.OTHER)
        if len(lands) == 1:
            return next(iter(lands))
        place = OF_PLACE.search(name)
        if place is not None and place[1] in self._places:
            return self._places[place[1]]
        return self._home((name,), (report,))

    def _home(self, names: Iterable[str], reports: Iterable[str]) -> str | None:
        """The country of an office that is given none, by votes: named right before it, of the organ named last, of the dateline, of the issuer, of most voices and places."""
        votes: Counter[str] = Counter()
        for where in reports:
            text = self._reports[where].text
            outlet = self._reports[where].outlet
            at = first_place(text, names)
            if at is not None and (near := country_near(text, at)) is not None:
                votes[near] += NAMED
            if (written := dateline_country(text)) is not None:
                votes[written] += 1
            if at is not None and (organ := organ_before(text, at)) is not None:
                votes[organ] += NAMED
            if outlet is not None and is_issuer(outlet) and (land := country_near(outlet, len(outlet))) is not None:
                votes[land] += NAMED
            if (frequent := most(self._lands[where])) is not None:
                votes[frequent] += 1
        return most(votes)

    def _full_name(self, name: str, report: str) -> str:
        """The longest name of the same body in the matter; for a general noun the only named body of that sort."""
        every = self._proper
        if not is_proper(name) or same_body(name, name) is Fit.OTHER:
            here = [plain_name(other) for other, _ in self._bodies.get(report, ()) if plain_name(other) in every]
            for pool in (here, sorted(every)):
                alike = _unique(other for other in pool if is_proper(other) and _alike(name, other))
                if alike is not None:
                    return self._longest(alike, every)
            return name
        return self._longest(name, every)

    def _longest(self, name: str, every: Mapping[str, str | None]) -> str:
        """Follows a name to the longest that fits; a part of a longer name only where one such name stands in the matter."""
        full = [other for other in every if other != name and same_body(name, other) >= Fit.FULL and is_proper(other)]
        best = max((name, *full), key=lambda one: (len(one), one))
        parts = sorted((other for other in every if is_part(best, other)), key=lambda one: (-len(one), one))
        return parts[0] if parts and all(body_key(other, None) == body_key(parts[0], None) or is_part(other, parts[0]) for other in parts) else best

    def _known_bodies(self, voices: Iterable[tuple[str, Voice]]) -> dict[str, list[tuple[str, str | None]]]:
        """The bodies that each report names as voices or as those that voices belong to."""
        found: dict[str, dict[str, str | None]] = {report: {} for report in self._reports}
        for report, voice in voices:
            names = [voice.organisation] if voice.kind in {"named", "anonymous"} else [voice.organisation, voice.name, voice.words]
            for name in filter(None, names):
                if voice.kind not in {"outlet", "unstated"} and (found[report].get(name) is None):
                    found[report][name] = voice.country
        for report, one in self._reports.items():
            if one.outlet is not None and is_issuer(one.outlet):
                found[report].setdefault(one.outlet, None)
        return {report: sorted(names.items(), key=lambda item: item[0]) for report, names in found.items()}

    def _owner_of_matter(self) -> tuple[str, str | None] | None:
        """The firm that the reports call owner or operator of what the matter is about; None where several could be."""
        counts: Counter[tuple[str, str | None]] = Counter()
        for report, one in self._reports.items():
            for name, land in self._bodies[report]:
                at = one.text.find(name)
                if at >= 0 and sort_of(name, land) is Sort.BODY and is_proper(name):
                    around = one.text[max(0, at - NEAR_OWNER) : at + len(name) + NEAR_OWNER]
                    counts[self._full_name(plain_name(name), report), None] += has("owning", around) * (1 + 2 * has("crafts", around))
        best = sorted(((count, key) for key, count in counts.items() if count > 1), key=lambda item: (-item[0], item[1][0]))
        return best[0][1] if best and (len(best) == 1 or best[0][0] > best[1][0]) else None


def _unique(names: Iterable[str]) -> str | None:
    """The one body that these names mean, by its longest name; None where there are several or none."""
    found = sorted(set(names), key=lambda one: (-len(one), one))
    return found[0] if found and all(same_body(found[0], other) is not Fit.OTHER for other in found[1:]) else None


def _alike(name: str, other: str) -> bool:
    """Whether a general noun can call this body: the same head noun, or both are houses of the sick."""
    armed = (has("rebel", name) or head_noun(name) in ARMED) and kind_of(other) == "armed-group"
    return armed or (head_noun(name) == head_noun(other) != "") or (has("houses", name) and has("houses", other))
