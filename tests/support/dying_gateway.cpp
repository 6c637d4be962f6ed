// The gateway as it ships, but it kills itself where the test says. Never installed.
//   dying_gateway FOLDER PORT verified|body_written|row_written

#include <csignal>
#include <string>

#include "core/secret.h"
#include "serve.h"

using namespace countersign;

namespace {

class Killer final : public IngestPoints {
  public:
    explicit Killer(IngestPoint point) : m_point(point) {}
    void reached(IngestPoint point) override {
        if (point == m_point) std::raise(SIGKILL);
    }

  private:
    IngestPoint m_point;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4 || !initCrypto()) return 2;
    const std::string name = argv[3];
    Killer killer(name == "verified"       ? IngestPoint::Verified
                  : name == "body_written" ? IngestPoint::BodyWritten
                                           : IngestPoint::RowWritten);
    ServeOptions options;
    options.folder = argv[1];
    options.port = static_cast<std::uint16_t>(std::stoi(argv[2]));
    const auto log = openStderrLog();
    return serve(options, killer, *log) ? 0 : 1;
}
