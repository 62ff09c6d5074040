"""The counters and histograms of one console process, in a registry of its own."""

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.process_collector import ProcessCollector

APPEND_S = (0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1.0)
ANSWER_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Meters:
    """What is counted while the console runs.

    Labels name commands, ways, questions, routes and sites: never a person, never what somebody typed.

    Attributes:
        registry: Holds these and whatever else is registered for the same console.
        commands: By name, way and outcome.
        append_s: Seconds that an append took.
        question_s: Seconds that a question took, by its name.
        requests: By route template, method and status.
        request_s: Seconds until an answer began, by route template.
        sign_in_failures: Wrong passwords, and tries that were turned away.
    """

    def __init__(self) -> None:
        own = self.registry = CollectorRegistry(auto_describe=True)
        self.commands = Counter(
            "steward_commands",
            "Commands that went through the door",
            ["do", "through", "outcome"],
            registry=own,
        )
        self.append_s = Histogram(
            "steward_append_seconds", "Time an append took", buckets=APPEND_S, registry=own
        )
        self.question_s = Histogram(
            "steward_question_seconds", "Time a question took", ["question"], buckets=ANSWER_S, registry=own
        )
        self.requests = Counter(
            "steward_http_requests", "Answers to HTTP requests", ["route", "method", "status"], registry=own
        )
        self.request_s = Histogram(
            "steward_http_seconds", "Time until an answer began", ["route"], buckets=ANSWER_S, registry=own
        )
        self.sign_in_failures = Counter(
            "steward_sign_in_failures", "Tries to sign in that were turned down", registry=own
        )
        ProcessCollector(namespace="steward", registry=own)
