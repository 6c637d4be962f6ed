# The maintainer scripts of `countersign` know what lies in the sources: the newest form of the counter's queue, and how a
# computer's counters are asked (countersign.states, countersign.question). Included by rules, and by the tests that build
# packages of nothing else.
newest_schema := $(shell ls resources/db/counter | sed -n 's/^0*\([1-9][0-9]*\)_.*\.sql$$/\1/p' | sort -n | tail -n 1)

# The operator's services.
units := $(basename $(notdir $(wildcard packaging/systemd/*.service)))

override_dh_installdeb:
	test -n "$(newest_schema)"
	dh_installdeb -DNEWEST_SCHEMA=$(newest_schema) -DUNITS="$(addsuffix .service,$(units))" \
	    -DSTATES="$$(cat debian/countersign.states)" -DQUESTION="$$(cat debian/countersign.question)"
