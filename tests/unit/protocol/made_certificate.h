// A certificate that is good for nothing: its key was thrown away when it was made.
#pragma once

#include <string_view>

namespace countersign::test {

// DER in base64.
inline constexpr std::string_view kMadeCertificate =
    "MIIBiDCCAS2gAwIBAgIUGYQS2g7oRSjlPcH8hZrzMhuaN0IwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOTWFkZSBmb3IgdGVz"
    "dHMwHhcNMjYxMTI5MDA1NzM4WhcNMzYxMTI2MDA1NzM4WjAZMRcwFQYDVQQDDA5NYWRlIGZvciB0ZXN0czBZMBMGByqGSM49"
    "AgEGCCqGSM49AwEHA0IABBXKSHvFvqmnIcPI2Ug/tMnEI37LTxqGbZ21Jh5o4jvbrFfu3aaDV4NFswJ3/j01KEsXk1YaHrIU"
    "KYXNgOAvVIijUzBRMB0GA1UdDgQWBBRTjZOYGbT0RgYLn3wekdUX9hnqujAfBgNVHSMEGDAWgBRTjZOYGbT0RgYLn3wekdUX"
    "9hnqujAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDWCgSSq5NF6XS71cqMZbA0HaIDoX1f4jBU4KZ1Lk0Z"
    "OwIhAMLiem1nHJ5V0uz/YU0TGNeUF3ygEfe1+GRMbcEq0qZv";

}  // namespace countersign::test
