"""./run says in one line what is wrong, before it starts anything; and what a good start leaves behind."""

import os
import socket
import stat
import subprocess

import pytest

from stateway import ROOT, Stateway, free_port, started


def run(data, seconds=60, **environment):
    """./run with what is wrong in the environment: (exit status, its lines)."""
    stateway = Stateway(data, **environment)
    done = subprocess.run([str(ROOT / "run")], cwd=ROOT, env=stateway.environment, text=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds)
    return done.returncode, done.stdout.splitlines()


@pytest.mark.parametrize("option", ["STATEWAY_PORT", "STATEWAY_TEMPORAL_PORT", "STATEWAY_TEMPORAL_UI_PORT"])
def test_names_the_taken_port(tmp_path, option):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        status, lines = run(tmp_path, **{option: port})
    assert status == 1
    assert lines == [f"stateway: port {port} on 127.0.0.1 is taken: stop what uses it, or choose another with {option}"]
    assert not (tmp_path / "log").exists()


def test_names_a_port_that_is_none(tmp_path):
    status, lines = run(tmp_path, STATEWAY_PORT="http")
    assert (status, lines) == (1, ["stateway: STATEWAY_PORT=http is not a port number"])


def test_names_the_missing_jdk(tmp_path):
    status, lines = run(tmp_path, STATEWAY_JDK_FOLDERS=str(tmp_path / "none"), JAVA_HOME="", PATH=path_without_java(tmp_path))
    assert (status, lines) == (1, ["stateway: there is no JDK 25 or newer: install one, or set JAVA_HOME to it"])


def path_without_java(tmp_path):
    """A PATH with every program of /usr/bin but Java's."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for folder in ("/bin", "/usr/bin"):
        for name in os.listdir(folder):
            if name not in ("java", "javac") and not (programs / name).is_symlink():
                (programs / name).symlink_to(os.path.join(folder, name))
    return str(programs)


def test_names_the_folder_it_cannot_write(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    status, lines = run(file / "data")
    assert (status, lines) == (1, [f"stateway: the data folder {file / 'data'} cannot be written: choose another with STATEWAY_DATA"])


def test_refuses_an_endpoint_that_is_itself(tmp_path):
    port = str(free_port())
    status, lines = run(tmp_path, STATEWAY_PORT=port, AWS_ENDPOINT_URL=f"http://localhost:{port}/")
    assert status == 1
    assert len(lines) == 1 and "points at Stateway itself" in lines[0]


def test_refuses_an_account_that_is_none(tmp_path):
    status, lines = run(tmp_path, STATEWAY_ACCOUNT="prod")
    assert (status, lines) == (1, ["stateway: STATEWAY_ACCOUNT=prod is not an account id (12 digits)"])


@pytest.mark.parametrize("option, name, text, problem", [
    ("STATEWAY_APIS", "openapi.yaml", "openapi: 3.0.3\npaths:\n  /a: [\n", "openapi.yaml:4: error: "),
    ("STATEWAY_FUNCTIONS", "functions.yaml", "functions:\n  f: {runtime: cobol, handler: a.b}\n", "functions.yaml:2: f has the unknown runtime 'cobol'"),
    ("STATEWAY_USAGE_PLANS", "plans.yaml", "usagePlans:\n  p: {quota: {limit: 5, period: YEAR}}\n", "plans.yaml:2: the period of a quota is DAY, WEEK or MONTH"),
])
def test_shows_the_line_that_is_wrong_in_a_file(tmp_path, option, name, text, problem):
    folder = tmp_path / "configuration"
    folder.mkdir()
    (folder / name).write_text(text)
    value = folder if option == "STATEWAY_APIS" else folder / name
    status, lines = run(tmp_path / "data", seconds=200, **{option: str(value)})
    assert status == 1
    assert any(problem in line for line in lines), lines
    assert not any("at org.springframework" in line for line in lines), lines
    assert lines[-1] == "stateway: stopping" or "stateway: Stateway did not start; the whole log is" in lines[-1] + lines[-2]


def test_is_ready_when_it_says_so_and_stops_all_it_started(tmp_path):
    with started(tmp_path) as stateway:
        assert stateway.http("GET", "/readyz")[0] == 200
        env = stateway.data / "client.env"
        assert stat.S_IMODE(env.stat().st_mode) == 0o600
        assert f"export AWS_ENDPOINT_URL_SFN={stateway.url}\n" in env.read_text()
        children = [stateway.pid("stateway"), stateway.pid("temporal")]
        assert f"  Temporal Web UI    http://127.0.0.1:{stateway.ui_port}\n" in stateway.output
    assert stateway.process.returncode == 130
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_runs_on_the_server_in_the_jvm_and_warns_where_there_is_no_other(tmp_path):
    with started(tmp_path, STATEWAY_TEMPORAL_BIN="/bin/false") as stateway:
        assert "stateway: /bin/false does not run: it is not used\n" in stateway.output
        assert any("WARNING: IT KEEPS NOTHING" in line for line in stateway.output)
        assert not any("Temporal Web UI" in line for line in stateway.output)
        states = stateway.client()
        definition = '{"StartAt": "Only", "States": {"Only": {"Type": "Pass", "Result": 1, "End": true}}}'
        machine = states.create_state_machine(name="kept-nowhere", definition=definition, roleArn="arn:aws:iam::000000000000:role/r", type="EXPRESS")
        answer = states.start_sync_execution(stateMachineArn=machine["stateMachineArn"])
        assert (answer["status"], answer["output"]) == ("SUCCEEDED", "1")
