"""Whether a Ray cluster lets us in, asked before Ray is.

Ray takes a cluster that refuses us for one that is not ready yet: it asks again and again for half
a minute, and then says that nobody answered.
"""

import os
import socket
from typing import Any

CLIENT = "ray://"
"""How the address of a server for clients begins. Without it, it is a cluster's own address."""

SECONDS = 30.0
"""So long an answer may take."""

AUTH_MODE = "RAY_AUTH_MODE"

QUESTIONS = {
    True: ("/ray.rpc.RayletDriver/ClusterInfo", b"\x08\x06"),  # ask a server for clients: a ping
    False: ("/ray.rpc.NodeInfoGcsService/GetClusterId", b""),  # ask a cluster: which are you?
}
PORTS = {
    True: f"`{CLIENT}` takes the port of `--ray-client-server-port` (10001 unless said otherwise)",
    False: "an address without `ray://` takes the port of `--port` (6379 unless said otherwise)",
}

TOKEN = (
    "Set RAY_AUTH_MODE=token, and the cluster's token as RAY_AUTH_TOKEN, in the file of "
    "RAY_AUTH_TOKEN_PATH or in ~/.ray/auth_token; there, `ray get-auth-token` shows it."
)


def refusal(address: str) -> str:
    """Why a cluster refuses us and what to do, in a few words; empty where it does not.

    Raises:
        OSError: nobody answers.
    """
    import grpc
    from ray.exceptions import AuthenticationError

    client, place = address.startswith(CLIENT), address.removeprefix(CLIENT)
    host, _, port = place.rpartition(":")
    if not host or not port.isdecimal():
        return ""  # Ray knows other words, as `auto`
    socket.create_connection((host, int(port)), timeout=SECONDS).close()
    codes = grpc.StatusCode
    try:
        answer = _answer(place, client)
    except AuthenticationError:
        return f"without a token, and there is none here. {TOKEN}"
    if answer is codes.UNAUTHENTICATED:
        return _token()
    if answer is codes.DEADLINE_EXCEEDED:
        return f"since it did not answer within {SECONDS:.0f} seconds. Is it a Ray cluster?"
    if answer is codes.UNIMPLEMENTED and _answer(place, not client) is not codes.UNIMPLEMENTED:
        return f"at this port: {PORTS[client]}."
    return ""


def _answer(place: str, client: bool) -> Any:
    """The status of the answer to a question, None where all is well."""
    import grpc
    from ray._private.grpc_utils import init_grpc_channel

    method, question = QUESTIONS[client]
    with init_grpc_channel(place) as channel:
        try:
            channel.unary_unary(method)(
                question, timeout=SECONDS, metadata=[("client_id", "knock")]
            )
        except grpc.RpcError as error:
            return error.code()
    return None


def _token() -> str:
    if os.environ.get(AUTH_MODE, "").lower() == "token":
        return f"since it has another token. {TOKEN}"
    return (
        f"without its token. {TOKEN} (A cluster asks for a token where ~/.ray/auth_token was there "
        "when it was started, unless it was started with RAY_AUTH_MODE=disabled.)"
    )
