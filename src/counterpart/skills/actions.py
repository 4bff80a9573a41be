def sync_vocabulary(*, using: str) -> None:
    pass
