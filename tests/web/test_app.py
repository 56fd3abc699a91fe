from starlette.testclient import TestClient


def test_every_answer_forbids_scripts_of_its_own_text(client):
    for address in ("/", "/nowhere", "/health", "/static/tocsin.css"):
        policy = client.get(address).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_health_says_ok_and_the_version(client):
    assert client.get("/health").json()["status"] == "ok"


def test_a_page_that_is_not_there_is_a_page(client):
    page = client.get("/nowhere")
    assert page.status_code == 404
    assert "There is no such page" in page.text


def test_a_program_gets_its_failures_as_json(client):
    page = client.get("/api/v1/nowhere")
    assert page.status_code == 404
    assert page.json()["schema"] == "tocsin.error/1"


def test_another_host_name_is_refused(app_of, filled):
    with TestClient(app_of(), base_url="http://evil.example") as client:
        assert client.get("/").status_code == 421
