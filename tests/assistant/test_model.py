from __future__ import annotations

import pytest
from llama_index.core.llms import LLM

from assistant.model import ModelSettings, model_settings, open_model
from ingest.errors import BronwijsError


def test_the_environment_says_which_model():
    found = model_settings({"BRONWIJS_LLM_URL": " http://127.0.0.1:11434/v1 ", "BRONWIJS_LLM": "gemma3", "BRONWIJS_LLM_KEY": "geheim"})
    assert found == ModelSettings("http://127.0.0.1:11434/v1", "gemma3", "geheim")


@pytest.mark.parametrize(("written", "seconds"), [("60", 60.0), (" 2,5 ", 2.5), ("", ModelSettings().timeout_s)])
def test_the_environment_says_how_long_an_answer_may_take(written, seconds):
    assert model_settings({"BRONWIJS_LLM_TIMEOUT": written}).timeout_s == seconds


@pytest.mark.parametrize("written", ["lang", "0", "-1", "inf", "nan"])
def test_a_time_out_that_is_none_is_told(written):
    with pytest.raises(BronwijsError, match="BRONWIJS_LLM_TIMEOUT"):
        model_settings({"BRONWIJS_LLM_TIMEOUT": written})


@pytest.mark.parametrize("settings", [ModelSettings(), ModelSettings(url="http://127.0.0.1:9/v1"), ModelSettings(name="gemma3")])
def test_half_a_setting_is_no_model(settings):
    assert open_model(settings) is None


def test_a_model_opens_without_being_asked_and_without_a_key_of_others(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "van-een-ander")
    model = open_model(ModelSettings("http://127.0.0.1:9/v1", "gemma3"))
    assert isinstance(model, LLM)
    assert (model.model, model.temperature, model.api_key, model.max_retries) == ("gemma3", 0.0, "none", 0)
