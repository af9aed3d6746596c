from tests.generate.samples.build import main

main()
