"""The vectors of categories, kept on disk: encoding the whole nomenclature takes half a minute."""

import hashlib
import logging
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.categories.index import Category, above
from search.vectors import SentenceEncoder, encode_documents

logger = logging.getLogger(__name__)
LANGUAGE_ORDER = ("en", "fr", "ar")


def encoded_texts(categories: Sequence[Category]) -> list[str]:
    """What of each category is encoded: its label and the one above, in small letters.

    The official terms are in capitals, which the encoder reads as other words.
    """
    labels = {category.code: first_label(category) for category in categories}
    texts = []
    for category in categories:
        branch = [category.code, *above(category.code)[:1]]
        texts.append(". ".join(labels[code] for code in branch if labels.get(code)).lower())
    return texts


def first_label(category: Category) -> str:
    """The English label where there is one: what the encoder knows best."""
    found = (category.labels.get(language, "") for language in LANGUAGE_ORDER)
    return next(filter(None, found), "")


def category_vectors(
    categories: Sequence[Category], encoder: SentenceEncoder, *, file: Path
) -> np.ndarray:
    """float32[categories, 512]; what `file` lacks is encoded and written to it."""
    texts = encoded_texts(categories)
    keys = [hashlib.blake2b(text.encode(), digest_size=12).hexdigest() for text in texts]
    kept = read_vectors(file)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
    if missing:
        made = encode_documents(encoder, list(missing.values()))
        kept |= dict(zip(missing, made, strict=True))
        write_vectors({key: kept[key] for key in keys}, file)
    return np.array([kept[key] for key in keys], np.float32)


def read_vectors(file: Path) -> dict[str, np.ndarray]:
    """What is kept, by key; nothing where the file is absent or damaged (it is made anew)."""
    try:
        with np.load(file) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        logger.warning("The category vectors in %s can't be read and are made anew.", file)
        return {}


def write_vectors(vectors: dict[str, np.ndarray], file: Path) -> None:
    """Replace the file in one step; a disk that refuses costs only the next start's time."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as out:
            np.savez(out, keys=np.array(list(vectors)), vectors=np.array(list(vectors.values())))
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        logger.warning("The category vectors can't be kept in %s: %s", file, error)
