/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-chain.h"

#include <string.h>

#include "kontor-text.h"

/* Far above what a command derives for the rows that it makes. */
#define ATTENTION_COUNTER 0xA77E0001u

/* Nothing else is derived of a station. */
#define COMPANY_COUNTER 1u

/**
 * kontor_chain_content_hash:
 * @content: canonical content of a command
 * @hash: (out): its SHA-256
 */
void
kontor_chain_content_hash (const char *content, guint8 hash[32])
{
  kontor_sha256 (content, strlen (content), hash);
}

/**
 * kontor_chain_next:
 * @previous: the chain before this command; zeros before the first
 * @n: the command's number in its incarnation
 * @content_hash: SHA-256 of its canonical content
 * @chain: (out): first 16 bytes of SHA-256 over n (big endian), content hash and previous chain
 */
void
kontor_chain_next (const guint8 previous[KONTOR_CHAIN_SIZE],
                   gint64       n,
                   const guint8 content_hash[32],
                   guint8       chain[KONTOR_CHAIN_SIZE])
{
  guint8  data[8 + 32 + KONTOR_CHAIN_SIZE];
  guint8  digest[32];
  guint64 number = GUINT64_TO_BE ((guint64) n);

  memcpy (data, &number, 8);
  memcpy (data + 8, content_hash, 32);
  memcpy (data + 40, previous, KONTOR_CHAIN_SIZE);
  kontor_sha256 (data, sizeof data, digest);
  memcpy (chain, digest, KONTOR_CHAIN_SIZE);
}

/**
 * kontor_chain_dup_hex:
 *
 * Returns: (transfer full): the bytes as lower-case hexadecimal text
 */
char *
kontor_chain_dup_hex (const guint8 *bytes, gsize length)
{
  GString *text = g_string_sized_new (length * 2);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

/**
 * kontor_chain_parse_hex:
 * @length: how many bytes the text must hold
 *
 * Returns: FALSE when the text is not just that
 */
gboolean
kontor_chain_parse_hex (const char *text, guint8 *bytes, gsize length)
{
  if (strlen (text) != length * 2)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      bytes[i] = (guint8) (high * 16 + low);
    }
  return TRUE;
}

/**
 * kontor_chain_attention_uid:
 * @command: a command that was refused or could not be replayed
 * @attention: (out): uid of its row in Needs attention
 */
void
kontor_chain_attention_uid (const KontorUid *command, KontorUid *attention)
{
  kontor_uid_derive (attention, command, ATTENTION_COUNTER);
}

/**
 * kontor_chain_company_uid:
 * @station: where the company was founded: the station itself, or the first that its server knows
 * @company: (out): uid of the company
 *
 * For profiles and servers that are older than the uids of companies: each gets the same one,
 * without having spoken with the other.
 */
void
kontor_chain_company_uid (const KontorUid *station, KontorUid *company)
{
  kontor_uid_derive (company, station, COMPANY_COUNTER);
}
