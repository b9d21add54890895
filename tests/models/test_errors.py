from models.errors import ModelError


def test_an_error_reads_as_what_happened_and_what_to_do() -> None:
    error = ModelError("The manifest names no weights.", "Export the bundle again.")
    assert str(error) == "The manifest names no weights. Export the bundle again."
    assert (error.code, error.detail, error.remedy) == (
        "model",
        "The manifest names no weights.",
        "Export the bundle again.",
    )


def test_an_error_without_a_remedy_has_no_trailing_space() -> None:
    assert str(ModelError("The manifest names no weights.")) == "The manifest names no weights."
