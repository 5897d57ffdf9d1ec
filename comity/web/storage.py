"""How static files are kept for production: compressed, and named by their content down to the imports of modules."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage, told that our scripts import one another, so that no browser mixes old and new."""

    support_js_module_import_aggregation = True
