"""What stands around an event: its places with their roles, its time, and the number of those who take part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.grounding.events.noun_classes import carriers, people_and_bodies
from sayso.grounding.events.triggers import Shown
from sayso.model.event import Participant
from sayso.model.grounded import Grounding
from sayso.model.grounding import PlaceMention, PlaceRole, Quantity, TimeInterval
from sayso.model.span import Span
from sayso.model.tree import Tree
from sayso.vocabulary.places import place_words

# Prepositions by the role of the place behind them; all others mean "at".
ROLES = {
    **dict.fromkeys(("to", "into", "toward", "towards", "onto"), PlaceRole.TO),
    **dict.fromkeys(("from", "out"), PlaceRole.FROM),
    **dict.fromkeys(("via", "through", "across"), PlaceRole.VIA),
    **dict.fromkeys(("in", "at", "near", "on", "outside", "inside", "around", "off", "over", "within", "along", "beside", "opposite", "beyond", "past", "behind"), PlaceRole.AT),
    **dict.fromkeys(("under", "above", "below", "throughout"), PlaceRole.AT),
}
# The same of objects, by verb.
OF_OBJECTS = {
    **dict.fromkeys(("leave", "depart", "flee", "quit", "exit", "vacate", "evacuate", "abandon"), PlaceRole.FROM),
    **dict.fromkeys(("reach", "enter", "invade"), PlaceRole.TO),
    **dict.fromkeys(("pass", "cross", "transit"), PlaceRole.VIA),
}
GOING = frozenset({"AID", "MOBILIZE", "COOPERATE", "RETREAT", "COERCE"})
BELOW = frozenset({"xcomp", "dobj", "conj", "prep", "pobj", "nsubj", "nsubjpass", "advcl", "attr", "acl", "pcomp", "oprd"})
ABOVE = frozenset({"xcomp", "advcl", "acl", "relcl", "pcomp", "prep", "conj"})
TALKING = frozenset({"speak", "ask", "mutual"})
MOVING = frozenset({"move", "give"})
# Types whose object, where it is a town or site, is where they happen: "shelled Luhansk"; those whose own place is that of who does them: "workers at the port struck".
HITTING = frozenset({"ASSAULT", "COERCE", "INCIDENT", "PROTEST"})
WHERE_THEY_ARE = frozenset({"PROTEST", "MOBILIZE"})
# Types that happen where the cause of them happens, and the words that join the two.
BEFALLING = frozenset({"CASUALTY", "INCIDENT", "ASSAULT"})
# What stands between a place and the wider one that it lies in: "Moatize in Mozambique's Tete province".
CONTAINED = re.compile(r" (?:(?:region|area|province|district|town|city) )?(?:in|area of) (?:the )?(?:[\w ]{2,30}['’]s )?(?:[a-z-]+ern |central )?(?:[a-z]+ of )?")
# What bears the name of the town where it was made.
NAMED_AFTER = frozenset(
    {"accord", "agreement", "treaty", "pact", "ceasefire", "truce", "protocol", "declaration", "process", "deal", "convention", "format", "memorandum", "roadmap"}
)
WHEN = frozenset({"when", "as", "after", "while"})


class Beside:
    """Places, times and numbers by the trigger that they hang on: the first one above them in the tree, else the main one of their clause."""

    def __init__(self, tree: Tree, shown: Sequence[Shown], grounding: Grounding) -> None:
        self._tree = tree
        self._shown = {one.head: one for one in shown}
        self._owner = {at: one.head for one in shown for at in one.tokens}
        self._places: dict[int, list[PlaceMention]] = {}
        self._times: dict[int, list[TimeInterval]] = {}
        self._quantities = grounding.quantities
        for place in grounding.places:
            self._place(place)
        for time in grounding.times:
            if (head := self._above(time.span)) is not None:
                self._times.setdefault(head, []).append(time)

    def _place(self, place: PlaceMention) -> None:
        head = self._above(place.span)
        if head is None or place.rule == "demonym" or self._is_title(place):
            return
        role = self._role(place, head)
        if role is not None:
            self._places.setdefault(head, []).append(place if role == place.role else replace(place, role=role))
            self._also_where(place, head)

    def _is_title(self, place: PlaceMention) -> bool:
        """Whether the name only says which treaty or what kind of thing is meant: "the Lusaka accord"; an adjective leads to a place only before one ("the Tete road")."""
        parse = self._tree.parse
        last = parse.tokens_in(place.span)[-1]
        described = parse.lemmas[parse.heads[last]].lower()
        if parse.tags[last] == "JJ":
            return not any(described in nouns for nouns in place_words().kinds.values())
        return parse.deps[last] in {"compound", "nmod"} and described in NAMED_AFTER

    def _also_where(self, place: PlaceMention, head: int) -> None:
        """In "went to sites in the east, where they train" the training is in the east too."""
        last = self._tree.parse.tokens_in(place.span)[-1]
        for up in (last, *self._tree.ancestors(last)):
            if up == head:
                return
            for clause in self._tree.kids(up, "relcl"):
                if any(self._tree.lower(kid) == "where" for kid in self._tree.kids(clause, "advmod")) and (inner := self._first_in(clause)) is not None:
                    self._places.setdefault(inner, []).append(replace(place, role=PlaceRole.AT))
                    return

    def _first_in(self, clause: int) -> int | None:
        return next((self._owner[at] for at in range(self._tree.left[clause], self._tree.right[clause] + 1) if at in self._owner), None)

    def _role(self, place: PlaceMention, head: int) -> PlaceRole | None:
        """The role that the preposition next below the trigger gives, else the one the mention has; None where the name is a party and no place."""
        found = place.role
        last = self._tree.parse.tokens_in(place.span)[-1]
        if self._of_party(last, head):
            return None
        moved = self._of_object(last, head, town=not _is_country(place))
        if moved in {PlaceRole.FROM, PlaceRole.VIA}:
            return moved
        word = self._preposition(last, head)
        sense = self._shown[head].senses[0][1]
        if moved == PlaceRole.AT and word in {"", "of"} and (sense.trigger.frame == "happen" or sense.type in HITTING):
            return moved
        going = sense.trigger.frame in MOVING and sense.type in GOING
        if place.stands_for is not None:
            return ROLES.get(word) if (going or not _is_country(place)) and word in {"to", "into", "from"} else None
        told = ROLES.get(word)
        if going and told == PlaceRole.AT and self._under_earlier(last, head):
            return PlaceRole.FROM
        if told in {None, PlaceRole.AT} and (moved == PlaceRole.TO or (told == PlaceRole.AT and sense.trigger.word == "set foot")):
            return PlaceRole.TO
        if (sense.type in {"PROTEST", "ASSAULT"} or (word == "across" and not going)) and word != "via" and PlaceRole.VIA in {told, found}:
            return PlaceRole.AT
        if told == PlaceRole.TO and not going and found is None and (_is_country(place) or sense.trigger.frame == "speak" or not self._own(last, head)):
            return None
        if told is not None and (found is None or told != PlaceRole.AT or found == PlaceRole.AT):
            return told
        return found if found is not None or told is not None or word not in {"", "of"} else moved

    def _under_earlier(self, last: int, head: int) -> bool:
        """Whether a place stands with a verb before the one that moves: "were loaded at Dar and taken off at Kigoma"."""
        verb = next((up for up in self._tree.ancestors(last) if self._tree.is_verb(up)), head)
        return verb < head and self._tree.parse.deps[head] == "conj" and self._tree.parse.heads[head] == verb

    def _owned(self, last: int, head: int) -> bool:
        """Whether a place is what the noun of the trigger is done to: "the shelling of Luhansk"."""
        parse = self._tree.parse
        return self._shown[head].senses[0][1].type in HITTING and self._own(last, head) and self._tree.lower(parse.heads[last]) == "of" and not self._tree.is_verb(head)

    def _own(self, last: int, head: int) -> bool:
        """Whether a place hangs on the trigger by one preposition."""
        return self._tree.parse.heads[self._tree.parse.heads[last]] == head

    def _of_party(self, last: int, head: int) -> bool:
        """Whether a place only says where somebody is from or sits who acts or is spoken to: "Poland's consul in Hrodna asked"."""
        tree, talk = self._tree, self._shown[head].senses[0][1].trigger.frame in TALKING
        for up in tree.ancestors(last):
            if self._owner.get(up) == head or tree.is_verb(up):
                return False
            if tree.parse.deps[up] == "prep" and tree.lower(up) == "from" and self._shown[head].senses[0][1].trigger.frame == "move":
                return False
            if self._shown[head].senses[0][1].type in WHERE_THEY_ARE and tree.parse.deps[up] == "prep" and tree.lower(up) in {"in", "at"}:
                return False
            if tree.parse.lemmas[up].lower() in people_and_bodies() and (tree.parse.deps[up] == "nsubj" or (talk and tree.parse.deps[up] in {"dobj", "nsubjpass"})):
                return True
        return False

    def _of_object(self, last: int, head: int, *, town: bool) -> PlaceRole | None:
        """The role of a place that is the object of the trigger, or stands inside it: "left Malakal", "attacked the port of Odesa"."""
        tree = self._tree
        if town and self._owned(last, head):
            return PlaceRole.AT
        hit = town and self._shown[head].senses[0][1].type in HITTING
        for up in (last, *tree.ancestors(last)):
            verb = tree.parse.heads[up]
            behind = tree.parse.deps[up] == "prep" and ROLES.get(tree.lower(up)) == PlaceRole.AT and up - 1 in tree.kids(verb, "dobj")
            if behind and (role := OF_OBJECTS.get(tree.parse.lemmas[verb].lower())) is not None:
                return role  # "left the anchorage off Beira"
            if tree.parse.deps[up] in {"dobj", "nsubjpass"} and tree.is_verb(verb):
                role = OF_OBJECTS.get(tree.parse.lemmas[verb].lower()) if tree.parse.deps[up] == "dobj" else None
                here = (up != last or hit) and self._owner.get(verb) == head
                return role if role is not None else PlaceRole.AT if here or self._shown[head].senses[0][1].trigger.frame == "happen" else None
        return None

    def _preposition(self, last: int, head: int) -> str:
        """The preposition that leads to a place: the innermost that tells a direction, else the innermost."""
        words: list[str] = []
        for up in (last, *self._tree.ancestors(last)):
            if self._owner.get(up) == head or (words and self._tree.parse.lemmas[up].lower() in carriers()):  # what is "loaded onto a lorry at X" is loaded at X
                break
            if self._tree.parse.deps[up] in {"prep", "agent", "prt"} or (self._tree.parse.deps[up] == "dative" and self._tree.parse.pos[up] == "ADP"):
                by_way = self._tree.lower(up) == "of" and self._tree.lower(self._tree.parse.heads[up]) == "way"
                words.append("via" if by_way else self._tree.lower(up))
        before = self._tree.lower(last - 1) if last and self._tree.parse.deps[last] == "npadvmod" else ""
        words += [before] if before in ROLES else []
        told = next((word for word in words if ROLES.get(word, PlaceRole.AT) != PlaceRole.AT), words[0] if words else "")
        taken = told == "from" and ROLES.get(words[0]) == PlaceRole.AT and self._shown[head].senses[0][1].trigger.frame not in MOVING
        return words[0] if taken else told  # "taken from a school in X" is in X

    def _above(self, span: Span) -> int | None:
        tokens = self._tree.parse.tokens_in(span)
        if not tokens:
            return None
        for up in (tokens[-1], *self._tree.ancestors(tokens[-1])):
            if up in self._owner:
                return self._owner[up]
            if self._tree.is_verb(up):
                return self._below(up)
        return None

    def _below(self, verb: int) -> int | None:
        """The trigger of a clause whose verb is none: the highest below the verb, not in a clause that is said."""
        waiting = [verb]
        while waiting:
            at = waiting.pop(0)
            if at in self._owner:
                return self._owner[at]
            waiting += [kid for kid in self._tree.children[at] if self._tree.parse.deps[kid] in BELOW]
        at = verb
        while self._tree.parse.deps[at] in ABOVE and self._tree.parse.heads[at] != at and self._tree.kid(at, "mark") is None:
            at = self._tree.parse.heads[at]
            if at in self._owner:
                return self._owner[at]
        return None

    def places(self, shown: Shown) -> tuple[PlaceMention, ...]:
        """The places of an event, each once, without the wider ones around a nearer one of the same phrase."""
        found: dict[tuple[str, PlaceRole | None], PlaceMention] = {}
        for place in sorted(self._places.get(shown.head, ()), key=lambda place: place.span.start):
            found.setdefault((place.name, place.role), place)
        kept = list(found.values())
        kept = _legs([place for place in kept if not self._wider(place, kept)])
        kept = [*self._left_behind(shown.head, kept), *kept]
        if not kept:
            kept = [place for place in (*self._shared(shown.head), *self._with_cause(shown.head)) if place.role == PlaceRole.AT][:1]
        return tuple(kept) if kept else tuple(self._of_mover(shown.head))

    def _left_behind(self, head: int, places: Sequence[PlaceMention]) -> list[PlaceMention]:
        """Where the journey before ended, from which the next goes on: "landed in Mtwara and drove to Lindi"."""
        tree, verb = self._tree, self._tree.parse.heads[head]
        if tree.parse.deps[head] != "conj" or verb not in self._shown or tree.kid(head, "nsubj", "nsubjpass") is not None or not (self._goes(head) and self._goes(verb)):
            return []
        if any(place.role == PlaceRole.FROM for place in places):
            return []
        ends = [place for place in self._places.get(verb, ()) if place.role in {PlaceRole.AT, PlaceRole.TO}]
        return [replace(ends[-1], role=PlaceRole.FROM)] if ends else []

    def _goes(self, head: int) -> bool:
        """Whether an event is a journey."""
        return self._shown[head].senses[0][1].trigger.frame == "move" and self._shown[head].senses[0][1].type in GOING

    def _of_mover(self, head: int) -> list[PlaceMention]:
        """The places of the verb by which what the trigger names moves: "the convoy left Harar for Jijiga"."""
        parse = self._tree.parse
        verb = self._owner.get(parse.heads[head])
        if verb is None or parse.deps[head] != "nsubj" or self._shown[head].senses[0][1].type not in GOING or self._shown[verb].senses[0][1].trigger.frame != "move":
            return []
        return [place for place in self._places.get(verb, ()) if place.role != PlaceRole.AT]

    def _shared(self, head: int) -> Iterator[PlaceMention]:
        """The places of an event that this one is part of: of the noun in its object, of the verb that it goes with ("fired at marchers in Lima, killing two")."""
        tree = self._tree
        for kid in tree.kids(head, "dobj", "prep", "nsubj", "agent"):
            noun = tree.kid(kid, "pobj") if tree.parse.deps[kid] in {"prep", "agent"} else kid
            if noun is not None and self._owner.get(noun) is not None:
                yield from self._places.get(self._owner[noun], ())
        if tree.parse.deps[head] == "advcl" and tree.subject(head) is None:
            above = self._owner.get(tree.parse.heads[head])
            if above is not None:
                yield from self._places.get(above, ())
                yield from (place for kid in tree.kids(above, "prep") if (noun := tree.kid(kid, "pobj")) in self._owner for place in self._places.get(self._owner[noun], ()))

    def _with_cause(self, head: int) -> Iterator[PlaceMention]:
        """The places of what an event comes with: "died when a boat sank off Samos", "killed two and wounded six", "a blast killed six in Kabul"."""
        tree, kind = self._tree, self._shown[head].senses[0][1].type
        if kind not in BEFALLING:
            return
        near: list[int] = []
        if kind == "CASUALTY":
            near += [kid for kid in tree.kids(head, "advcl") if any(tree.lower(word) in WHEN for word in tree.kids(kid, "advmod", "mark"))]
            near += [tree.parse.heads[head]] if tree.parse.deps[head] == "conj" else []
            near += [clause for noun in tree.kids(head, "nsubjpass", "nsubj") for clause in tree.kids(noun, "relcl")]
        elif tree.parse.deps[head] in {"nsubj", "conj"} and not tree.is_verb(head):
            near.append(tree.parse.heads[head])
        for at in near:
            inner = self._owner.get(at, self._first_in(at) if tree.parse.deps[at] == "advcl" else None)
            there = self._places.get(-1 if inner is None else inner, [])
            yield from (place for place in there if place.role == PlaceRole.AT and not self._wider(place, there))

    def _wider(self, place: PlaceMention, others: Iterable[PlaceMention]) -> bool:
        """Whether a place only says where a nearer one lies: "Wonsan in North Korea", "Vladivostok, Russia", "South Sudan's Upper Nile"."""
        tokens = self._tree.parse.tokens_in(place.span)
        above = set(self._climb(tokens[-1])) if tokens else set()
        for other in others:
            if other is place:
                continue
            theirs = self._tree.parse.tokens_in(other.span)
            if self._names(place, other):
                continue
            if self._names(other, place) or (_is_country(place) and not _is_country(other) and place.role == other.role and _country(place) == _country(other)):
                return True
            inside = not above.isdisjoint({*theirs, *(self._tree.parse.heads[at] for at in theirs if self._tree.parse.deps[at] == "compound")})
            next_to = place.span.start >= other.span.end and self._tree.parse.text[other.span.end : place.span.start].strip() in {",", "("}
            follows = place.span.start >= other.span.end and CONTAINED.fullmatch(self._tree.parse.text[other.span.end : place.span.start]) is not None
            if inside or ((next_to or follows) and _country(place) == _country(other)):
                return True
        return False

    def _names(self, place: PlaceMention, other: PlaceMention) -> bool:
        """Whether a place is what the other only describes: of "the Black Sea port of Odesa" Odesa."""
        parse = self._tree.parse
        own, theirs = parse.tokens_in(place.span), parse.tokens_in(other.span)
        if not own or not theirs or self._tree.lower(parse.heads[own[-1]]) != "of" or parse.deps[theirs[-1]] not in {"compound", "nmod", "amod", "poss"}:
            return False
        return parse.heads[parse.heads[own[-1]]] == parse.heads[theirs[-1]]

    def _climb(self, at: int) -> Iterator[int]:
        """The words above a place up to the next verb."""
        for up in self._tree.ancestors(at):
            if self._tree.is_verb(up):
                return
            if self._tree.parse.deps[at] != "conj":
                yield up
            at = up

    def time(self, shown: Shown) -> TimeInterval | None:
        """When an event is: by its own words, or by those of the verb that it stands beside."""
        own = next(iter(self._times.get(shown.head, ())), None)
        if own is not None:
            return own
        tree = self._tree
        near = tree.kids(shown.head, "conj")
        if tree.parse.deps[shown.head] in {"conj", "advcl"} and tree.subject(shown.head) is None:
            near.append(tree.parse.heads[shown.head])
        return next((time for at in near for time in self._times.get(self._owner.get(at, -1), ())), None)

    def quantity(self, shown: Shown, participants: Sequence[Participant]) -> Quantity | None:
        """The number of those who take part or of what is moved, or of the events themselves ("five deaths")."""
        parse = self._tree.parse
        trigger = parse.span(shown.head, shown.head)
        for quantity in self._quantities:
            if quantity.ordinary and quantity.unit is None and any(one.span.covers(quantity.number) for one in participants):
                return quantity
        for quantity in self._quantities:
            if quantity.ordinary and any(one.span.covers(quantity.number) for one in participants):
                return quantity
        for quantity in self._quantities:
            if quantity.ordinary and quantity.unit is None and (quantity.span.covers(trigger) or (quantity.counted_at is not None and quantity.counted_at.overlaps(trigger))):
                return quantity
        return None


def _legs(places: list[PlaceMention]) -> list[PlaceMention]:
    """Of a route told leg by leg ("by rail to Nampula and by lorry to Montepuez") all destinations but the last are on the way."""
    ends = [at for at, place in enumerate(places) if place.role == PlaceRole.TO]
    if len(ends) < 2 or not any(places[at].means for at in ends):
        return places
    return [replace(place, role=PlaceRole.VIA) if at in ends[:-1] else place for at, place in enumerate(places)]


def _is_country(place: PlaceMention) -> bool:
    return place.chosen is not None and place.chosen.feature == "A.PCLI"


def _country(place: PlaceMention) -> str | None:
    return place.chosen.country if place.chosen is not None else place.country
