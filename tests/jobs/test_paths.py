import ast
import re
from pathlib import Path

import counterpart
from counterpart.jobs import actions

TASK = re.compile(r"counterpart\.\w+\.tasks\.\w+")


def test_every_path_of_a_task_that_the_house_speaks_of_is_a_task() -> None:
    spoken_of = {
        node.value
        for source in Path(counterpart.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and TASK.fullmatch(node.value)
    }
    assert "counterpart.letters.tasks.send" in spoken_of
    for path in spoken_of:
        actions.find(path)
