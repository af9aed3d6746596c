from tests.generate.contract.build import main

main()
