"""The client of a model service: patience, refusals, cut answers, and a key that is never told."""

import json
import time

import pytest

from read.llm.service import NOTHING, Reply, Sleeper, client_of, completion
from tocsin.errors import ModelError
from tocsin.ports.model import ModelAccess, Question, Turn
from tocsin.read.llm.answers import answer_schema
from tocsin.read.llm.chat import ChatClient
from tocsin.secret import Secret

QUESTION = Question(
    turns=(Turn("system", "s"), Turn("user", "=====REPORT-0=====x=====REPORT-0=====")), schema=answer_schema(), most=50
)


def test_a_request_is_of_the_protocol(service):
    found = client_of(service, key="k-1").complete(QUESTION)
    (body,) = service.asked
    assert (found.finish, found.tokens_in, found.tokens_out) == ("stop", 1000, 100)
    assert service.paths == ["/v1/chat/completions"]
    assert service.keys == ["Bearer k-1"]
    assert (body["model"], body["temperature"], body["max_tokens"], body["stream"]) == ("stub", 0, 50, False)
    assert body["response_format"]["json_schema"]["schema"] == answer_schema()
    assert [turn["role"] for turn in body["messages"]] == ["system", "user"]


def test_without_a_key_none_is_sent(service):
    client_of(service).complete(QUESTION)
    assert service.keys == [None]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again_ever_later(service, status):
    service.script = [Reply(status), Reply(status), completion(NOTHING)]
    sleeper = Sleeper()
    assert client_of(service, sleeper=sleeper).complete(QUESTION).finish == "stop"
    assert sleeper.slept == [1.0, 2.0]


def test_it_waits_as_long_as_the_service_asks(service):
    service.script = [Reply(429, headers={"Retry-After": "7"}), completion(NOTHING)]
    sleeper = Sleeper()
    client_of(service, sleeper=sleeper).complete(QUESTION)
    assert sleeper.slept == [7.0]


def test_it_does_not_wait_for_an_hour(service):
    service.script = [Reply(429, headers={"Retry-After": "3600"})]
    with pytest.raises(ModelError, match="3600 seconds; run again then"):
        client_of(service).complete(QUESTION)
    assert len(service.asked) == 1


def test_it_gives_up_in_the_end(service):
    service.script = [Reply(503)] * 9
    with pytest.raises(ModelError, match="busy") as caught:
        client_of(service, tries=3).complete(QUESTION)
    assert (len(service.asked), caught.value.passing) == (3, True)


@pytest.mark.parametrize(("status", "words"), [(401, "TOCSIN_LLM_KEY"), (403, "may not"), (404, "llm_model")])
def test_what_no_waiting_mends_is_said_at_once(service, status, words):
    service.script = [Reply(status, b"no k-secret")]
    with pytest.raises(ModelError, match=words) as caught:
        client_of(service, key="k-secret").complete(QUESTION)
    assert caught.value.final
    assert "k-secret" not in str(caught.value)


def test_a_service_without_schemas_is_asked_for_plain_json(service):
    service.script = [Reply(400, {"error": "response_format json_schema is not supported"}), completion(NOTHING)]
    client = client_of(service)
    client.complete(QUESTION)
    client.complete(QUESTION)
    assert [body["response_format"]["type"] for body in service.asked] == ["json_schema", "json_object", "json_object"]


def test_what_a_service_does_not_take_is_left_out_from_then_on(service):
    service.script = [
        Reply(400, {"error": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}),
        Reply(400, {"error": "Unsupported value: 'temperature' does not support 0 with this model."}),
        completion(NOTHING),
    ]
    client = client_of(service)
    client.complete(QUESTION)
    client.complete(QUESTION)
    first, _, third, fourth = service.asked
    assert (first["max_tokens"], first["temperature"]) == (50, 0)
    for body in (third, fourth):
        assert (body["max_completion_tokens"], body["response_format"]["type"]) == (50, "json_schema")
        assert not {"max_tokens", "temperature"} & set(body)


@pytest.mark.parametrize(
    "words",
    [
        "This model's maximum context length is 8192 tokens. However, you requested 10360 tokens.",
        "request (4321 tokens) exceeds the available context size (4096 tokens), try increasing it",
    ],
)
def test_a_question_that_a_model_cannot_hold_is_one_whose_answer_is_cut(service, words):
    service.script = [Reply(400, {"error": {"message": words}})]
    found = client_of(service).complete(QUESTION)
    assert (found.text, found.finish, len(service.asked)) == ("", "length", 1)


def test_what_takes_too_long_is_asked_for_once_more_and_not_for_ever(service):
    service.model = lambda report: time.sleep(0.5) or NOTHING
    with pytest.raises(ModelError, match="raise llm_seconds") as caught:
        client_of(service, seconds=0.1).complete(QUESTION)
    assert (len(service.asked), caught.value.passing) == (2, True)


BROKEN = {
    "html": Reply(200, b"<html>gateway</html>"),
    "half": Reply(200, b'{"choices": [{"message"'),
    "no choice": Reply(200, {"choices": []}),
    "a stream": Reply(200, b'data: {"choices": []}\n\ndata: [DONE]\n\n', {"Content-Type": "text/event-stream"}),
    "not UTF-8": Reply(200, b'{"choices": [{"message": {"content": "\xff"}}]}'),
    "breaks off": Reply(200, b'{"choices"', cut=True),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_is_none_is_asked_for_again(service, name):
    service.script = [BROKEN[name], completion(NOTHING)]
    assert client_of(service).complete(QUESTION).finish == "stop"


@pytest.mark.parametrize(
    ("made", "finish"),
    [
        (completion(None, refusal="I cannot help with that."), "refused"),
        (completion("", finish="content_filter"), "refused"),
        (completion('{"events": [', finish="length"), "length"),
        (completion(NOTHING, finish=None), "stop"),
    ],
)
def test_how_it_ended_is_told(service, made, finish):
    service.script = [made]
    assert client_of(service).complete(QUESTION).finish == finish


def test_requests_are_spaced(service):
    sleeper = Sleeper()
    client = client_of(service, sleeper=sleeper, per_minute=30)
    for _ in range(3):
        client.complete(QUESTION)
    assert sleeper.slept == [2.0, 2.0]


def test_a_service_that_is_not_there_is_named():
    access = ModelAccess(url="http://127.0.0.1:9/v1", model="stub", key=Secret(), seconds=5.0, tries=1)
    with pytest.raises(ModelError, match="is it running"):
        ChatClient(access).complete(QUESTION)


@pytest.mark.parametrize(
    ("url", "key", "words"),
    [
        ("ftp://host/v1", "", "no address"),
        ("localhost:11434", "", "no address"),
        ("https://me:pass@host/v1", "", "holds a password"),
        ("http://models.example/v1", "k", "in the clear"),
    ],
)
def test_an_address_that_will_not_do_is_refused(url, key, words):
    with pytest.raises(ModelError, match=words) as caught:
        ChatClient(ModelAccess(url=url, model="stub", key=Secret(key)))
    assert "pass@" not in str(caught.value)


def test_an_address_may_be_whole():
    made = ChatClient(ModelAccess(url="https://host/v1/chat/completions", model="stub", key=Secret("k")))
    assert made._url == "https://host/v1/chat/completions"


def test_a_secret_is_not_shown():
    secret = Secret("k-1")
    assert "k-1" not in f"{secret} {secret!r} {ModelAccess(url='', model='', key=secret)!r}"
    with pytest.raises(TypeError):
        __import__("pickle").dumps(secret)


# ---------------------------------------------------------------------------------------------- streams
def a_stream(*pieces, finish="stop", done=True):
    chunks = [{"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]} for piece in pieces]
    if finish:
        chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    chunks.append({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}})
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks] + (["data: [DONE]\n\n"] if done else [])
    return Reply(200, b": hello\n\n" + "".join(lines).encode(), {"Content-Type": "text/event-stream"})


def test_a_service_that_streams_though_it_was_asked_not_to_is_understood(service):
    service.script = [a_stream('{"events"', ": []}")]
    found = client_of(service).complete(QUESTION)
    assert (found.text, found.finish, found.tokens_in, found.tokens_out) == ('{"events": []}', "stop", 7, 3)
    assert service.asked[0]["stream"] is False


def test_a_stream_that_is_cut_at_the_most_tokens_says_so(service):
    service.script = [a_stream('{"eve', finish="length")]
    assert client_of(service).complete(QUESTION).finish == "length"


def test_a_stream_that_breaks_off_is_asked_again(service):
    service.script = [a_stream('{"eve', finish=None, done=False), completion("whole")]
    assert client_of(service).complete(QUESTION).text == "whole"


def test_a_stream_of_something_else_is_no_answer(service):
    service.script = [Reply(200, b"data: <html>\n\n", {"Content-Type": "text/event-stream"})] * 5
    with pytest.raises(ModelError, match="no chat completion"):
        client_of(service).complete(QUESTION)
