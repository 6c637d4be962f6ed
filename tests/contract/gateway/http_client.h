// A real TLS client of another make than the program's own: curl, checking the gateway's certificate. And
// bare sockets, for clients that do not behave.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/secret.h"
#include "support/gateway_process.h"

namespace countersign::test {

struct HttpAnswer {
    int curlCode = -1;  // 0: an answer came
    int status = 0;
    std::string head;
    Bytes body;
    [[nodiscard]] std::string text() const { return {body.begin(), body.end()}; }
};

class HttpClient {
  public:
    HttpClient(std::string url, std::filesystem::path caFile)
        : m_url(std::move(url)), m_caFile(std::move(caFile)) {}
    explicit HttpClient(const GatewayProcess& gateway) : HttpClient(gateway.url(), gateway.caFile()) {}

    [[nodiscard]] HttpAnswer get(const std::string& path, const std::vector<std::string>& options = {}) const;
    [[nodiscard]] HttpAnswer post(const std::string& path, ByteView body,
                                  const std::vector<std::string>& options = {}) const;

  private:
    [[nodiscard]] HttpAnswer run(const std::string& path, const std::vector<std::string>& options) const;
    std::string m_url;
    std::filesystem::path m_caFile;
    TemporaryFolder m_folder;
};

// A TCP connection to loopback that says whatever the test wants, without TLS.
class BareSocket {
  public:
    explicit BareSocket(std::uint16_t port);
    ~BareSocket();
    BareSocket(const BareSocket&) = delete;
    BareSocket& operator=(const BareSocket&) = delete;
    void send(std::string_view bytes) const;
    // Blocks until the other side has ended the connection.
    void waitForEnd() const;

  private:
    int m_socket;
};

}  // namespace countersign::test
