"""Who stands on each side of a PLOVER event: country codes from the words of the roles, and where they name none from what stands about the trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from sayso.evaluation.plover import Coded
from sayso.model.event import Participant, Realis
from sayso.model.grounding import PlaceMention
from sayso.model.tree import Tree
from sayso.vocabulary import actors, loader
from sayso.vocabulary.codes import country_codes, plover
from sayso.vocabulary.events import object_classes, verb_senses

INTERNATIONAL = "IGO"
HARM = frozenset({"ASSAULT", "CASUALTY"})
OFFICIAL = frozenset({"AID", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT", "SANCTION"})  # what only a party does
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
MARTIAL = ("forces", "arms")
LONGEST = 4  # words of a name that is looked up
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
ONE_WAY = frozenset({"visit", "host", "phone", "brief", "letter", "notify"})
TOWARDS = ("to", "with", "against", "on", "upon", "from", "over", "at", "for", "between", "of", "in", "into", "by")
DOMESTIC = frozenset({"COERCE", "ACCUSE", "PROTEST", "ASSAULT", "REQUEST", "CONCEDE", "REJECT", "SANCTION", "AID", "SUPPORT", "THREATEN"})


class Sides:
    """The codes of one text by token."""

    def __init__(self, tree: Tree, places: Sequence[PlaceMention]) -> None:
        self.tree = tree
        self._places = places

    @cached_property
    def codes(self) -> dict[int, str]:
        """For each word that names a country, a people, an international body or a holder of office: its code."""
        found = dict(self.named)
        tokens = self.tree.parse.tokens_in
        for place in self._places:
            land = place.stands_for or (place.chosen.country if place.chosen else None) or place.country
            covered = tokens(place.span)
            inside = [at for at in covered if at in found]
            if land is not None and (code := country_codes().get(land)) is not None and (not inside or self._part(inside, covered)):
                found.update(dict.fromkeys(covered, code))
        return found

    def _part(self, named: Sequence[int], place: Sequence[int]) -> bool:
        """Whether a name is only the end of a place's ("Northern Ireland"), and not its land behind a comma ("Lyon, France")."""
        return named == list(place)[-len(named) :] and len(named) < len(place) and all(self.tree.parse.words[at][:1].isupper() for at in place)

    @cached_property
    def named(self) -> dict[int, str]:
        """The same by names alone, without towns and regions."""
        parse = self.tree.parse
        found: dict[int, str] = {}
        at = 0
        while at < len(parse):
            size = 1
            if parse.words[at][:1].isupper() or parse.words[at][:3] == "al-":
                for length in range(min(LONGEST, len(parse) - at), 0, -1):
                    code = _code(parse.span(at, at + length - 1).of(parse.text))
                    if code is not None:
                        found.update(dict.fromkeys(range(at, at + length), code))
                        size = length
                        break
            at += size
        return found

    def within(self, first: int, last: int) -> list[str]:
        """The codes named in a run of tokens, in order."""
        return list(dict.fromkeys(self.codes[at] for at in range(first, last + 1) if at in self.codes))

    def of(self, one: Participant) -> list[str]:
        """The codes of a participant: the first one that its words name with those joined to it ("the presidents of Chad and Niger"), else its country."""
        tokens = self.tree.parse.tokens_in(one.span)
        first = next((at for at in tokens if at in self.codes), None)
        if first is not None:
            joined = [kid for kid in self._joined(first) if kid in self.codes and kid in tokens]
            return list(dict.fromkeys(self.codes[at] for at in (first, *joined)))
        code = (self._beside(tokens[-1]) if tokens else None) or (country_codes().get(one.country) if one.country else None)
        return [code] if code is not None else []

    def _joined(self, at: int) -> Iterator[int]:
        """The members of a list behind its first one; a name's last word bears the list."""
        while self.codes.get(at + 1) == self.codes[at]:
            at += 1
        for holder in (at, self._noun_of(at)):
            for kid in self.tree.kids(holder, "conj"):
                coded = next((word for word in range(self.tree.left[kid], kid + 1) if word in self.codes), None)
                if coded is not None:
                    yield coded
                    yield from self._joined(coded)

    def _noun_of(self, at: int) -> int:
        """The noun that a word describes ("Israeli" in "an Israeli peace movement"), else the word."""
        parse = self.tree.parse
        return parse.heads[at] if parse.deps[at] in {"amod", "compound", "poss", "nmod"} else at

    def _beside(self, noun: int) -> str | None:
        """What stands in apposition or behind "of", "in", "from": "rebels in the north of Chad"."""
        for kid in self.tree.kids(noun, "appos", "prep", "acl"):
            if (self.tree.parse.deps[kid] != "prep" or self.tree.lower(kid) in {"of", "in", "from", "for"}) and (named := self.within(self.tree.left[kid], self.tree.right[kid])):
                return named[0]
        return None

    def sides(self, one: Coded) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Source and target as the scorer takes them."""
        if one.speaker is not None and one.asked is not None:
            return self._noun(one.speaker), self._noun(one.asked)
        source, target = self._rows(one.event.actors), self._rows(party for party in one.event.recipients if party.words.lower() not in REFLEXIVE)
        if one.type in MUTUAL and len(source) > 1 and not target:
            if one.event.mode in ONE_WAY:
                return source[:1], source[1:]
            return source, []
        if one.type in MUTUAL and len(source) > 1 and {row["code"] for row in target} <= {row["code"] for row in source}:
            return source, []
        if target and not self._named(one.event.recipients) and {row["code"] for row in target} <= {row["code"] for row in source}:
            target = self._target(one, {row["code"] for row in source}) or target
        if not target:
            target = self._target(one, {row["code"] for row in source})
        if not source:
            source = self._source(one, target)
        if not target and one.type in DOMESTIC and source:
            target = source[:1]
        return source, target

    def _named(self, group: Iterable[Participant]) -> bool:
        """Whether the words of one of them name a land or body."""
        return any(at in self.codes for one in group for at in self.tree.parse.tokens_in(one.span))

    def _noun(self, noun: int) -> list[dict[str, Any]]:
        named = self.within(self.tree.left[noun], self.tree.right[noun])
        return [self._row(named[0], self.tree.left[noun])] if named else []

    def political(self, one: Coded) -> bool:
        """Whether the event is one of politics or war: by its kind, or by a state, body, official or armed group among its parties; of a meeting, on both sides."""
        table, event = plover(), one.event
        name = f"{event.type}.{event.mode}"
        if name in table.idle or (name in table.moves and one.type == "MOBILIZE" and not self._armed(one)):
            return False
        if one.speaker is not None or not table.warlike.isdisjoint((event.type, name)):
            return True
        if event.realis is Realis.NEGATED and one.type != "REJECT":
            return False
        if event.type in OFFICIAL and not any(self._is_party(party) or party.span.of(self.tree.parse.text).lower() in PRONOUNS for party in event.actors):
            return False
        return self._count(one) > (event.type == "CONSULT")

    def _count(self, one: Coded) -> int:
        """How many parties the event has: those in its roles, or the lands named about it."""
        left, right, event = self.tree.left, self.tree.right, one.event
        parties = sum(self._is_party(party) for party in (*event.actors, *event.recipients))
        if event.type == "ASSAULT":
            parties += self._forces_in(left[one.head], right[one.head])
        top = self._spine(one.head)[-1]
        lands = len({self.named[at] for at in range(left[top], right[top] + 1) if at in self.named})
        return max(parties, lands if lands > 1 or event.spoken else 0)

    def _armed(self, one: Coded) -> bool:
        """Whether forces, police or arms are what moves."""
        tree, parse = self.tree, self.tree.parse
        tokens = {at for party in (*one.event.actors, *one.event.recipients) for at in parse.tokens_in(party.span)}
        tokens |= {at for kid in tree.kids(one.head, "dobj", "nsubj", "nsubjpass", "compound", "prep") for at in range(tree.left[kid], tree.right[kid] + 1)}
        words = {parse.lemmas[at].lower() for at in tokens}
        return any(not words.isdisjoint(object_classes()[name]) for name in MARTIAL) or not words.isdisjoint(plover().state_forces | plover().other_forces)

    def _forces_in(self, first: int, last: int) -> bool:
        """Whether somebody who fights stands in a run of tokens."""
        table, lemmas = plover(), self.tree.parse.lemmas
        return any(lemmas[at].lower() in table.state_forces | table.other_forces for at in range(first, last + 1))

    def _is_party(self, one: Participant) -> bool:
        parse = self.tree.parse
        return any(at in self.named or parse.lemmas[at].lower() in plover().parties for at in parse.tokens_in(one.span))

    def _rows(self, group: Iterable[Participant]) -> list[dict[str, Any]]:
        rows: dict[str, dict[str, Any]] = {}
        for one in group:
            for code in self.of(one):
                rows.setdefault(code, {"code": code, "text": one.words})
        return list(rows.values())

    def _target(self, one: Coded, known: set[str]) -> list[dict[str, Any]]:
        """What is named under the trigger: in its object, then behind the prepositions in their order, then in its clause."""
        tree, parse = self.tree, self.tree.parse
        stretches: list[tuple[int, int]] = []
        if one.event.thing is not None and (tokens := parse.tokens_in(one.event.thing.span)):
            stretches.append((tokens[0], tokens[-1]))
        for at in self._spine(one.head):
            kids = [kid for kid in tree.children[at] if kid > at]
            stretches += [(tree.left[kid], tree.right[kid]) for kid in kids if parse.deps[kid] in {"dobj", "dative", "attr", "nsubjpass"}]
            led = sorted((TOWARDS.index(tree.lower(kid)), kid) for kid in kids if parse.deps[kid] in {"prep", "agent"} and tree.lower(kid) in TOWARDS)
            stretches += [(tree.left[kid], tree.right[kid]) for _, kid in led]
            stretches += [(tree.left[kid], tree.right[kid]) for kid in kids if parse.deps[kid] in {"ccomp", "xcomp", "acl"}]
            stretches += [(tree.left[kid], tree.right[kid]) for kid in kids if parse.deps[kid] == "conj"]
            stretches.append((at, tree.right[at]))
        for first, last in stretches:
            fresh = next((at for at in range(first, last + 1) if at in self.codes and self.codes[at] not in known), None)
            if fresh is not None:
                listed = [self.codes[at] for at in (fresh, *self._joined(fresh)) if at <= last and self.codes[at] not in known]
                return [self._row(code, fresh) for code in dict.fromkeys(listed)]
        return []

    def _spine(self, head: int) -> list[int]:
        """The trigger and the verb that it completes: "imposed sanctions on", "announced a halt to"."""
        parse = self.tree.parse
        up = parse.heads[head]
        carried = parse.deps[head] in {"dobj", "nsubjpass", "xcomp"} or (parse.deps[head] == "nsubj" and self._harms(up))
        return [head, up] if carried and up != head else [head]

    def _harms(self, verb: int) -> bool:
        """Whether a verb tells what an attack did: "the bombing killed two soldiers"."""
        return any(sense.type in HARM for sense in verb_senses().get(self.tree.parse.lemmas[verb].lower(), ()))

    def _source(self, one: Coded, target: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Where no actor has a code: the country of the place, that of the other side at home, or the first one named."""
        taken = {row["code"] for row in target}
        for place in one.event.places:
            tokens = self.tree.parse.tokens_in(place.span)
            if tokens and (named := self.within(tokens[0], tokens[-1])):
                return [{"code": named[0], "text": place.name}]
        first, last = self.tree.parse.sentences[self.tree.sentence_of[one.head]]
        before = [code for code in self.within(first, one.head) if code not in taken] or self.within(first, last - 1)
        return [self._row(before[0], first)] if before else []

    def _row(self, code: str, first: int) -> dict[str, Any]:
        """A code with the first words, from a token on, that give it."""
        at = next(at for at in sorted(self.codes) if at >= first and self.codes[at] == code)
        end = at
        while self.codes.get(end + 1) == code:
            end += 1
        return {"code": code, "text": self.tree.parse.span(at, end).of(self.tree.parse.text)}


def _code(words: str) -> str | None:
    """The code of a name, of a people or of a person in office."""
    table = plover()
    plain = words.removesuffix("'s").removesuffix("’s")
    if plain in table.bodies:
        return INTERNATIONAL
    if plain in table.people:
        return table.people[plain]
    if (land := loader.country_words().get(plain.lower())) is not None:
        return country_codes().get(land[0])
    body = actors.find_organisation(plain) if " " in plain or plain.isupper() else None
    if body is not None:
        return country_codes().get(body.country) if body.country else INTERNATIONAL
    lands = {tenure.country for tenure in actors.tenures_of().get(plain.lower(), ()) if tenure.country}
    return country_codes().get(next(iter(lands))) if len(lands) == 1 else None
