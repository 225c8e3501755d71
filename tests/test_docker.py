"""The container files, as far as they can be held against something without a container engine."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import urllib.request

import yaml

from stateway import ROOT, free_port, until

DOCKERFILE = ROOT / "docker/Dockerfile"
COMPOSE = yaml.safe_load((ROOT / "docker/compose.yaml").read_text())
JOBS = list(yaml.safe_load_all((ROOT / "docker/kubernetes/jobs.yaml").read_text()))


def instructions():
    """(instruction, the rest) of the Dockerfile's lines, with continued lines joined."""
    text = re.sub(r"^#.*\n", "", DOCKERFILE.read_text(), flags=re.M).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in text.splitlines() if line.strip()]


def environment_of_the_image():
    return dict(re.findall(r"(\w+)=(\S+)", " ".join(rest for name, rest in instructions() if name == "ENV")))


def test_hadolint_finds_nothing():
    done = subprocess.run([str(pathlib.Path(sys.executable).parent / "hadolint"), str(DOCKERFILE)], text=True, capture_output=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_copies_what_is_in_the_checkout():
    left_out = [line.strip() for line in (ROOT / ".dockerignore").read_text().splitlines()]
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert source not in left_out


def test_compose_names_only_what_is_there():
    services, volumes = COMPOSE["services"], COMPOSE["volumes"]
    for name, service in services.items():
        assert ("image" in service) != ("build" in service), name
        for needed in service.get("depends_on", []):
            assert needed in services, needed
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in volumes or (ROOT / "docker" / source).is_file(), source
    assert (ROOT / "docker" / services["stateway"]["build"]["context"] / services["stateway"]["build"]["dockerfile"]).samefile(DOCKERFILE)


def test_publishes_on_loopback_only():
    for service in COMPOSE["services"].values():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), port


def test_every_option_of_the_containers_is_one_of_stateway():
    known = set(re.findall(r"\$\{(\w+):", (ROOT / "api/src/main/resources/application.yaml").read_text()))
    for name in [*environment_of_the_image(), *COMPOSE["services"]["stateway"]["environment"]]:
        assert name in known, name


def test_the_rights_for_jobs_are_named_one_by_one_and_given_to_the_service_account():
    objects = {(each["kind"], each["metadata"]["name"]): each for each in JOBS}
    namespaces = {name for kind, name in objects if kind == "Namespace"}
    for (kind, _), each in objects.items():
        assert kind == "Namespace" or each["metadata"]["namespace"] in namespaces
    for (kind, _), each in objects.items():
        if kind == "RoleBinding":
            assert ("Role", each["roleRef"]["name"]) in objects
            assert [(its["kind"], its["name"]) in objects for its in each["subjects"]] == [True]
    rights = [
        (resource, verb)
        for (kind, _), role in objects.items()
        for rule in role.get("rules", [])
        for resource in rule["resources"]
        for verb in rule["verbs"]
    ]
    assert {resource for resource, _ in rights} == {"jobs", "pods", "pods/log"}
    assert not {"*", "deletecollection", "escalate", "update"} & {verb for _, verb in rights}


def test_the_entry_point_starts_stateway(tmp_path):
    """The image's own steps and entry point, with its folders in a folder of the test's."""
    java = pathlib.Path(os.environ["JAVA_HOME"]) / "bin/java" if os.environ.get("JAVA_HOME") else "java"
    home, data, port, temporal_port = tmp_path / "opt", tmp_path / "data", free_port(), free_port()
    data.mkdir()
    extract = re.search(r"-Djarmode=tools -jar (\S+) extract", DOCKERFILE.read_text())
    subprocess.run([str(java), "-Djarmode=tools", "-jar", str(ROOT / extract[1]), "extract", "--destination", str(home)], check=True)
    (home / "examples").symlink_to(ROOT / "examples")
    here = lambda text: text.replace("/opt/stateway", str(home)).replace("/var/lib/stateway", str(data))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "STATEWAY_", "TEMPORAL_"))},
        **{name: here(value) for name, value in environment_of_the_image().items()},
        "STATEWAY_PORT": str(port),
        "STATEWAY_ALLOW_PLAINTEXT": COMPOSE["services"]["stateway"]["environment"]["STATEWAY_ALLOW_PLAINTEXT"],
        "TEMPORAL_ADDRESS": f"127.0.0.1:{temporal_port}",
    }
    words = [here(word) for word in yaml.safe_load(dict(instructions())["ENTRYPOINT"])]
    words[0] = str(java)
    temporal = subprocess.Popen(
        [os.environ["STATEWAY_TEMPORAL_BIN"], "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", str(temporal_port), "--log-level", "error"])
    server = subprocess.Popen(words, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        until("Stateway is ready", lambda: server.poll() is not None or is_ready(port), 180)
        assert server.poll() is None, server.stdout.read().decode()
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) in (0, 143)
    finally:
        server.kill()
        temporal.kill()
        temporal.wait()


def is_ready(port):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10).status == 200
    except OSError:
        return False
