"""Changes the package in many small ways and shows which of them no test notices: ``python -m benchmarks.mutants``.

A mutant is the package with one small change to one line (``changes``); 300 are drawn by a seed (``sample``), so that a
draw survives edits of other lines. Each is tried by the tests of its package and of the rules that run the line
(``record``), fastest first, until one fails (``worker``); that test must pass without the mutant. A mutant that takes
far more processor time than its tests do counts as killed. Mutants stand in a copy of the tree, and most of them are
forks of a process that has collected the tests: a mutant costs about as much as the tests it is tried by.

    --seed N, --count N     the draw
    --within PATH           of modules whose path begins so, such as audit/rules
    --record FOLDER         where the record of the tests lies, outside the repository; made where it is missing
    --tests PATH …          these tests only are recorded and tried
    --results FILE          what became of mutants; those that it says are killed are not tried again
    --workers N             processes side by side, each with a copy of the tree

Printed are the killed in per cent, over all and by package, and each mutant that survived with its place and change.
Those of ``equivalents.toml``, which do the same as the original for a stated reason, are not counted. Exit code 1 where
less than 90 % are killed, or less than 80 % in a package with 20 mutants or more.

There are libraries for this. mutmut (BSD) tries whole packages, without a draw; it changes functions only, the wording
of messages too, and chooses tests by function, so that readers that run in other processes are tried by none.
cosmic-ray (MIT) starts the whole test command anew for each mutant, which would take a day here.
"""
