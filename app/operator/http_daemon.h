// What the gateway's and the reviewers' servers have in common: a listening daemon of libmicrohttpd with
// limits on connections, idle time and the whole time of a request, TLS 1.2 or newer, addresses taken as they
// were written, and the library's own words in the log. A server derives from it, answers in step(), and
// calls stop() in its destructor, since requests use its members. step(), completed(), opened() and closed()
// come from the library's threads.
#pragma once

#include <microhttpd.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connection_watch.h"
#include "core/log.h"
#include "listen_address.h"
#include "operator/certificates.h"

namespace countersign {

struct HttpLimits {
    unsigned threads = 1;
    unsigned connections = 1;
    unsigned connectionsOfAddress = 0;     // 0: no limit of its own
    std::chrono::seconds idle{1};          // a connection on which nothing moves
    std::chrono::milliseconds request{1};  // from a request's first byte to its answer's last
};

struct HttpTls {
    const CertificateAndKey* own = nullptr;        // null: no TLS
    const std::string* clientAuthority = nullptr;  // PEM; with it clients are asked for a certificate
};

class HttpDaemon {
  public:
    // name: the log's word for this server.
    HttpDaemon(const HttpLimits& limits, std::string name, Log& log);
    virtual ~HttpDaemon();
    HttpDaemon(const HttpDaemon&) = delete;
    HttpDaemon& operator=(const HttpDaemon&) = delete;

    [[nodiscard]] std::uint16_t port() const;

  protected:
    // False: the address can't be listened on. flags: those of the library beyond what every server has.
    [[nodiscard]] bool listen(const ListenAddress& address, const HttpTls& tls, unsigned flags);
    // No new connections from now on; those that there are go on.
    void quiesce();
    // Ends every connection and waits for the library's threads.
    void stop();

    [[nodiscard]] static std::string_view valueOf(MHD_Connection* connection, MHD_ValueKind kind,
                                                  const char* name);
    // The body's length as announced; empty: none was, or it is no number or above the limit.
    enum class Announced { Nothing, Fits, TooLarge };
    [[nodiscard]] static std::pair<Announced, std::uint64_t> announced(MHD_Connection* connection,
                                                                       std::uint64_t limit);
    Log& log() { return m_log; }

  private:
    // One call of the library for a request: its head, a part of its body, its end. May throw: the connection
    // is then closed.
    virtual MHD_Result step(MHD_Connection* connection, std::string_view url, std::string_view method,
                            const char* upload, std::size_t* uploadSize, void** context) = 0;
    // The request is over; context is what step() left there, null if it was never called.
    virtual void completed(void* context) = 0;
    virtual void opened() {}
    virtual void closed() {}

    static MHD_Result handle(void* self, MHD_Connection* connection, const char* url, const char* method,
                             const char* version, const char* upload, std::size_t* uploadSize,
                             void** context);
    static void requestCompleted(void* self, MHD_Connection* connection, void** context,
                                 MHD_RequestTerminationCode how);
    static void connectionChanged(void* self, MHD_Connection* connection, void** context,
                                  MHD_ConnectionNotificationCode what);
    static std::size_t keepEscapes(void* self, MHD_Connection* connection, char* text);
    __attribute__((format(printf, 2, 0))) static void logged(void* self, const char* format,
                                                             va_list arguments);

    const HttpLimits m_limits;
    const std::string m_name;
    Log& m_log;
    ConnectionWatch m_watch;
    MHD_Daemon* m_daemon = nullptr;
    MHD_socket m_quiet = MHD_INVALID_SOCKET;
};

}  // namespace countersign
