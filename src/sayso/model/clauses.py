"""Who does what around a verb, by the tree alone: passives and their agents, subjects that several verbs share."""

from __future__ import annotations

from sayso.model.tree import Tree

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
SHARING = frozenset({"conj", "xcomp", "advcl", "dep", "pcomp", "parataxis", "aux"})
# Verbs whose object is the one that does what follows "of", "for" or "from".
BLAMING = frozenset(
    {
        *("accuse", "suspect", "blame", "convict", "acquit", "charge", "stop", "prevent", "keep", "bar", "warn", "deter", "discourage", "thank", "criticize", "criticise"),
        *("condemn", "praise", "denounce", "punish", "indict", "prohibit", "block", "ban", "dissuade", "absolve", "clear"),
    }
)
FAR = 6  # verbs up to which a subject is looked for


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb is passive: an auxiliary or subject of the passive, a bare participle after a noun, or one that shares both ("was arrested and jailed")."""
    parse = tree.parse
    if tree.kid(verb, "nsubjpass", "auxpass") is not None:
        return True
    if parse.tags[verb] != "VBN":
        return False
    if parse.deps[verb] in {"acl", "relcl"} and tree.subject(verb) is None:
        return True
    if parse.deps[verb] == "conj" and parse.tags[parse.heads[verb]] == "VBN" and tree.kid(verb, "aux", "dobj", "nsubj") is None:
        return is_passive(tree, parse.heads[verb])
    return any(parse.lemmas[aux] in {"be", "get"} for aux in tree.kids(verb, "aux"))


def agent(tree: Tree, verb: int) -> int | None:
    """The noun of a passive's by-phrase."""
    below = [by for noun in tree.kids(verb, "dobj") if is_passive(tree, verb) for by in tree.kids(noun, "agent", "prep")]
    for by in (*tree.kids(verb, "agent", "prep"), *below):
        if tree.lower(by) == "by" and (noun := tree.kid(by, "pobj")) is not None:
            return noun
    return None


def antecedent(tree: Tree, noun: int) -> int:
    """The noun that a relative pronoun stands for; any other noun itself."""
    if tree.lower(noun) not in RELATIVE:
        return noun
    for up in tree.ancestors(noun):
        if tree.parse.deps[up] in {"relcl", "acl"}:
            return tree.parse.heads[up]
    return noun


def object_of(tree: Tree, verb: int) -> int | None:
    """What the verb is done to: the object of an active verb (also one shared with the next verb), the subject of a passive one, the noun that a participle describes."""
    parse = tree.parse
    if is_passive(tree, verb):
        if (own := tree.kid(verb, "nsubjpass")) is not None:
            return antecedent(tree, own)
        if parse.deps[verb] in {"acl", "relcl"}:
            return parse.heads[verb]
        return _shared_object(tree, parse.heads[verb]) if parse.deps[verb] == "conj" and tree.is_verb(parse.heads[verb]) else None
    if (own := tree.kid(verb, "dobj")) is not None:
        return antecedent(tree, own)
    later = next((kid for kid in tree.kids(verb, "conj") if tree.is_verb(kid) and tree.subject(kid) is None), None)
    return tree.kid(later, "dobj") if later is not None and tree.kid(verb, "prep", "xcomp", "ccomp") is None else None


def _shared_object(tree: Tree, verb: int) -> int | None:
    """What a passive verb without subject is done to: the subject of the verb before it, be that passive ("was seized and taken") or active ("fell ill and was taken")."""
    return object_of(tree, verb) if is_passive(tree, verb) else subject_of(tree, verb)


def subject_of(tree: Tree, verb: int) -> int | None:
    """Who does it: the agent of a passive, the subject of an active verb, or the one it shares with the verb above."""
    parse = tree.parse
    if is_passive(tree, verb):
        return agent(tree, verb)
    for _ in range(FAR):
        if (own := nearest_subject(tree, verb)) is not None:
            return antecedent(tree, own)
        head, dep = parse.heads[verb], parse.deps[verb]
        if head == verb:
            return None
        if dep in {"acl", "relcl"}:
            if parse.pos[head] not in NOMINAL:
                return None
            owner = _owner(tree, head)
            return head if parse.tags[verb] == "VBG" else owner if parse.tags[verb] == "VB" and owner is not None else _above(tree, head) if parse.tags[verb] == "VB" else head
        if dep == "xcomp" and (controlled := tree.kid(head, "dobj")) is not None:
            return controlled
        if dep in {"pcomp", "prep"} or dep not in SHARING:
            return _of_gerund(tree, verb) if dep in {"pcomp", "prep"} else None
        if is_passive(tree, head) and dep in {"xcomp", "advcl"}:
            return tree.kid(head, "nsubjpass")
        verb = head if tree.is_verb(head) else parse.heads[head]
    return None


def nearest_subject(tree: Tree, verb: int) -> int | None:
    """The subject of a verb of its own; of several that a parser gives it the last before it."""
    found = tree.kids(verb, "nsubj", "nsubjpass", "csubj")
    return next((kid for kid in reversed(found) if kid < verb), found[0] if found else None)


def _owner(tree: Tree, noun: int) -> int | None:
    """Whose plan, threat or decision it is."""
    if (owner := tree.kid(noun, "poss")) is not None:
        return owner
    of = next((kid for kid in tree.kids(noun, "prep") if tree.lower(kid) == "of"), None)
    return tree.kid(of, "pobj") if of is not None else None


def _above(tree: Tree, noun: int) -> int | None:
    """The subject of the verb whose object the noun is: in "its plan to send troops" who has the plan."""
    up = tree.parse.heads[noun]
    return subject_of(tree, up) if up != noun and tree.is_verb(up) else None


def _of_gerund(tree: Tree, verb: int) -> int | None:
    """In "accused X of sending" X, in "before leaving" the subject above."""
    preposition = tree.parse.heads[verb]
    up = tree.parse.heads[preposition]
    if up == preposition:
        return None
    if not tree.is_verb(up):
        return _blamed(tree, up)
    blamed = tree.parse.lemmas[up].lower() in BLAMING or tree.lower(preposition) == "from"
    if blamed and tree.lower(preposition) in {"of", "from", "for"} and (other := tree.kid(up, "dobj", "nsubjpass")) is not None:
        return other
    return subject_of(tree, up)


def _blamed(tree: Tree, noun: int) -> int | None:
    """Of "of sending" hung on a noun: the noun itself where it is accused, else who has the plan or idea."""
    parse = tree.parse
    if parse.pos[noun] == "PROPN" or (parse.deps[noun] == "dobj" and parse.lemmas[parse.heads[noun]].lower() in BLAMING):
        return noun
    owner = _owner(tree, noun)
    return owner if owner is not None else _above(tree, noun)
