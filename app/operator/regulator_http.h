// The way to the regulator: HTTPS by libcurl. One thread at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/clock.h"
#include "operator/forwarder.h"

namespace countersign {

struct RegulatorAddress {
    std::string url;                                     // "https://host:port", without the route
    std::filesystem::path caFile;                        // PEM: nobody else is believed
    std::filesystem::path clientCertificate, clientKey;  // PEM; empty: none
    Millis timeout{30'000};                              // of a whole request; the largest batch is 8 MiB
};

class RegulatorHttp final : public RegulatorClient {
  public:
    // `stop` is asked about once a second while a request goes on. RegulatorUnreachable if the library can't
    // work with these values.
    [[nodiscard]] static Result<std::unique_ptr<RegulatorHttp>> open(const RegulatorAddress& address,
                                                                     std::function<bool()> stop);
    ~RegulatorHttp() override;
    RegulatorHttp(const RegulatorHttp&) = delete;
    RegulatorHttp& operator=(const RegulatorHttp&) = delete;

    [[nodiscard]] Result<RegulatorReply> post(ByteView batch) override;

  private:
    struct Handle;
    explicit RegulatorHttp(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

}  // namespace countersign
