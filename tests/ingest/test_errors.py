"""The error tree, as a set."""

import inspect

from ingest import errors


def test_the_tree_is_what_the_docstring_draws():
    found = {
        name: kind.__bases__[0].__name__
        for name, kind in vars(errors).items()
        if inspect.isclass(kind) and issubclass(kind, Exception) and kind.__module__ == errors.__name__
    }
    assert found == {
        "BronwijsError": "Exception",
        "LoadError": "BronwijsError",
        "FetchError": "BronwijsError",
        "CorpusError": "BronwijsError",
        "EmbedderUnavailable": "BronwijsError",
        "IndexUnavailable": "BronwijsError",
        "NoIndex": "IndexUnavailable",
        "IndexBusy": "IndexUnavailable",
    }
    assert all(name in errors.__doc__ for name in found)


def test_what_may_come_back_by_itself_ends_a_command_otherwise_than_what_a_person_must_mend():
    away = {name for name, kind in vars(errors).items() if inspect.isclass(kind) and getattr(kind, "exit_status", 0) == errors.AWAY}
    assert away == {"EmbedderUnavailable", "IndexUnavailable", "NoIndex", "IndexBusy"}
    assert errors.BronwijsError.exit_status == errors.WRONG


def test_a_load_error_has_a_code_for_programs_and_a_message_for_people():
    problem = errors.LoadError("locked", "de PDF is vergrendeld")
    assert (problem.code, str(problem)) == ("locked", "de PDF is vergrendeld")
