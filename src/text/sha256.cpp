// SPDX-License-Identifier: MIT
// SHA-256 by libcrypto, which uses the instructions of the CPU. Its newer interface looks up a
// provider at the first use, which takes longer than a start may; the older one is the same code.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "text/sha256.hpp"

#include <openssl/sha.h>

#include <array>

namespace custrec {

struct Sha256::State {
  SHA256_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  SHA256_Init(&state_->context);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  SHA256_Update(&state_->context, bytes.data(), bytes.size());
}

std::string Sha256::finish() {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256_Final(hash.data(), &state_->context);
  std::string text;
  for (const unsigned char byte : hash) {
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
  }
  return text;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

}  // namespace custrec
