// A signature of P-256 that is known to be right: RFC 6979, appendix A.2.5, SHA-256, message "test".
#pragma once

#include "protocol/ecdsa_p256.h"
#include "tests/fuzz/fuzz_support.h"

namespace countersign::fuzz {

struct KnownAnswer {
    Bytes message = toBytes("test");
    Bytes x = bytesOf("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6");
    Bytes y = bytesOf("7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
    Bytes r = bytesOf("F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367");
    Bytes s = bytesOf("019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083");
    Bytes point = p256Point(x, y).value();
    Bytes signature = p256Signature(r, s).value();

  private:
    static Bytes bytesOf(std::string_view hex) {
        Bytes bytes(hex.size() / 2);
        hold(fromHex(hex, bytes), "hex");
        return bytes;
    }
};

}  // namespace countersign::fuzz
