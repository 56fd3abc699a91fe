"""A document put to a model, piece by piece: from the cache where it was answered before, again where it went wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from tocsin.errors import DocumentError, ModelError
from tocsin.ports.model import Completing, Completion, ModelTerms, Question, Turn
from tocsin.read.llm.align import Span
from tocsin.read.llm.answers import Answer, answer_schema, parse_answer
from tocsin.read.llm.cache import AnswerCache
from tocsin.read.llm.ground import Ground
from tocsin.read.llm.orders import blanked
from tocsin.read.llm.pace import Meter
from tocsin.read.llm.prompt import make_turns, prompt_version, told_wrong
from tocsin.read.llm.split import halves_of, pieces_of

TRIES = 3
CUT = "the model's answer was cut short; give the model a longer context, or llm_answer more tokens"
PER_TOKEN = 3  # characters of a prompt, at least; what is asked is bounded before it is known


@dataclass(slots=True)
class Answered:
    """The answers to the pieces of a document, each with its span; and why pieces were refused."""

    answers: list[tuple[Span, Answer]] = field(default_factory=list)
    refused: list[Span] = field(default_factory=list)


class Asker:
    """Puts documents to one model. Safe to use from several threads."""

    def __init__(self, service: Completing, terms: ModelTerms) -> None:
        self._service, self.terms, self.meter = service, terms, Meter(terms)
        self._schema = answer_schema()
        self._cache = None
        if terms.cache is not None:
            self._cache = AnswerCache(terms.cache, model=terms.model, prompt=prompt_version())

    def ask(self, ground: Ground) -> Answered:
        """The answers for a document. Raises `ModelError`, and `DocumentError` for answers that cannot be used."""
        doc, found = ground.doc, Answered()
        shown = blanked(doc.text, ground.withheld["text"])
        sentences = [
            (line.sentence.start, line.sentence.end) for line in ground.prepared.lines if line.sentence.field == "text"
        ]
        waiting = pieces_of(doc.text, sentences)
        while waiting:
            piece = waiting.pop(0)
            if not shown[slice(*piece)].strip():
                continue
            halves = halves_of(piece, sentences)
            completion, answer = self._piece(ground, shown[slice(*piece)], parts=halves is not None)
            if answer is not None:
                found.answers.append((piece, answer))
            elif completion.finish == "refused":
                found.refused.append(piece)
            elif halves is None:
                raise DocumentError(doc.id, CUT)
            else:
                waiting[:0] = halves
        return found

    def _piece(self, ground: Ground, text: str, *, parts: bool) -> tuple[Completion, Answer | None]:
        """The completion for a piece, and the answer in it; none where it was refused or cut.

        A cut answer to a piece without `parts` to ask about instead is not kept, so that the next run asks anew.
        """
        doc = ground.doc
        shown = replace(doc, title=None) if ground.withheld["title"] else doc
        turns = make_turns(shown, text)
        key = "\0".join((doc.language or "", doc.published or "", shown.title or "", text))
        held = self._cache.load(doc.key, key) if self._cache is not None else None
        if held is not None:
            self.meter.found()
            return held, parse_answer(held.text) if held.finish == "stop" else None
        completion, answer = self._until_read(doc.id, turns)
        if self._cache is not None and (parts or completion.finish != "length"):
            self._cache.save(doc.key, key, completion)
        return completion, answer

    def _until_read(self, document: str, turns: list[Turn]) -> tuple[Completion, Answer | None]:
        problem = ""
        for number in range(TRIES):
            completion = self._complete(turns, again=number > 0)
            if completion.finish != "stop":
                return completion, None
            try:
                return completion, parse_answer(completion.text)
            except ValueError as error:
                problem = str(error)
                turns = told_wrong(turns, completion.text, problem)
        raise DocumentError(document, f"the model's answer could not be used, {TRIES} times over ({problem[:200]})")

    def _complete(self, turns: list[Turn], *, again: bool) -> Completion:
        size = sum(len(turn.content) for turn in turns) // PER_TOKEN
        self.meter.require(size)
        try:
            question = Question(turns=tuple(turns), schema=self._schema, most=self.terms.answer)
            completion = self._service.complete(question)
        except ModelError as error:
            if error.final:
                self.meter.close(error)
            raise
        guessed = not completion.tokens_in and bool(completion.text)
        if guessed:
            completion = replace(completion, tokens_in=size, tokens_out=len(completion.text) // PER_TOKEN)
        self.meter.spend(completion, again=again, guessed=guessed)
        return completion
