// dying_provisioner STATE MACHINE_FILE FILE asking|enrolled: provisions as `countersign --provision FILE`
// does, and ends at that very step as a process does whose power goes. Ends with 40 there, 41 if it never
// came to that.

#include <unistd.h>

#include <QCoreApplication>
#include <string_view>

#include "app/counter/build_date.h"
#include "app/counter/provisioner.h"
#include "core/secret.h"

using namespace countersign;

int main(int argc, char** argv) {
    if (argc != 5 || !initCrypto()) return 2;
    QCoreApplication application(argc, argv);
    const auto where =
        std::string_view(argv[4]) == "enrolled" ? ProvisionStep::Enrolled : ProvisionStep::Asking;
    const SystemClock clock;
    const auto log = discardLog();
    const std::filesystem::path state(argv[1]);
    std::filesystem::create_directories(state);
    Provisioner provisioner({state, {}, argv[2], {}, {}, {}, false, false, clock, builtOn(), *log});
    QObject::connect(&provisioner, &Provisioner::stepped, &application, [where](ProvisionStep step) {
        if (step == where) ::_exit(40);
    });
    QObject::connect(&provisioner, &Provisioner::finished, &application, [] { ::_exit(41); });
    QMetaObject::invokeMethod(&application, [&] { provisioner.byFile(argv[3]); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
