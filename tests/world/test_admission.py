"""Claims about why a cluster lets us in or not: a server that answers as clusters do."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from sim.world.admission import AUTH_MODE, CLIENT, refusal

pytest.importorskip("ray", reason="Ray is not installed: pip install '.[cluster]'")
grpc = pytest.importorskip("grpc")

OWN, CLIENTS = "NodeInfoGcsService", "RayletDriver"


@contextmanager
def serving(*services: str, code: Any = None) -> Iterator[str]:
    """Where a server is that has these services of Ray, and answers all with a status."""

    def answer(question: bytes, context: Any) -> bytes:
        if code is not None:
            context.abort(code, "so it is")
        return b""

    class Answering(grpc.GenericRpcHandler):  # type: ignore[misc]
        def service(self, call: Any) -> Any:
            found = call.method.split("/")[1].removeprefix("ray.rpc.") in services
            return grpc.unary_unary_rpc_method_handler(answer) if found else None

    server = grpc.server(ThreadPoolExecutor(1), handlers=[Answering()])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(grace=None).wait()


@pytest.mark.parametrize(("service", "scheme"), [(OWN, ""), (CLIENTS, CLIENT)])
@pytest.mark.parametrize("code", [None, grpc.StatusCode.NOT_FOUND])
def test_who_is_answered_is_let_in(service: str, scheme: str, code: Any) -> None:
    with serving(service, code=code) as place:
        assert refusal(scheme + place) == ""


@pytest.mark.parametrize(("service", "scheme"), [(OWN, ""), (CLIENTS, CLIENT)])
@pytest.mark.parametrize(
    ("mode", "why"),
    [(None, "without its token. Set"), ("token", "since it has another token. Set")],
)
def test_who_has_not_the_token_is_told_so(
    service: str, scheme: str, mode: str | None, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(service, code=grpc.StatusCode.UNAUTHENTICATED) as place:
        monkeypatch.delenv(AUTH_MODE, raising=False)
        if mode is not None:
            monkeypatch.setenv(AUTH_MODE, mode)
        assert refusal(scheme + place).startswith(why)


@pytest.mark.parametrize(
    ("service", "scheme", "port"), [(OWN, CLIENT, "client-server-port"), (CLIENTS, "", "`--port`")]
)
def test_who_asks_at_the_wrong_port_is_told_of_the_right_one(
    service: str, scheme: str, port: str
) -> None:
    with serving(service) as place:
        assert port in refusal(scheme + place)


@pytest.mark.parametrize("scheme", ["", CLIENT])
def test_what_ray_may_understand_and_we_do_not_is_left_to_ray(scheme: str) -> None:
    with serving("AnotherService") as place:
        assert refusal(scheme + place) == ""
    assert refusal(f"{scheme}auto") == ""


@pytest.mark.parametrize("scheme", ["", CLIENT])
def test_where_nobody_listens_nobody_is_waited_for(scheme: str) -> None:
    with pytest.raises(ConnectionRefusedError):
        refusal(f"{scheme}127.0.0.1:1")
