"""What llama-index does by itself with a folder of PDFs, to compare with: its directory reader, its index, its Chroma store.

A program of its own, so that its time and memory can be measured: `python -m evals.usual FOLDER INDEX`. The embedder is ours;
all else are the defaults. Its own PDF reader does not go with today's pypdf, so what that does is done here: each page a document.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import chromadb
import pypdf
from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document
from llama_index.vector_stores.chroma import ChromaVectorStore

from ingest.embed import open_embedder
from ingest.settings import SHIPPED_EMBEDDER


class PageReader(BaseReader):
    def load_data(self, file: Path, extra_info: dict[str, Any] | None = None) -> list[Document]:
        """A document per page."""
        return [
            Document(text=page.extract_text(), metadata={"page_label": str(number), **(extra_info or {})})
            for number, page in enumerate(pypdf.PdfReader(file).pages, start=1)
        ]


def index_folder(folder: Path, index: Path) -> int:
    """Make an index of a folder; the number of chunks in it."""
    collection = chromadb.PersistentClient(str(index)).create_collection("usual", embedding_function=None)
    VectorStoreIndex.from_documents(
        SimpleDirectoryReader(str(folder), file_extractor={".pdf": PageReader()}).load_data(),
        storage_context=StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection)),
        embed_model=open_embedder(str(SHIPPED_EMBEDDER)),
    )
    return collection.count()


if __name__ == "__main__":
    print(index_folder(Path(sys.argv[1]), Path(sys.argv[2])))
