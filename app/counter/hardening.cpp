#include "app/counter/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace countersign {

void hardenProcess() noexcept {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace countersign
