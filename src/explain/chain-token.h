// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-numeral.h"
#include "chain-network.h"

/* The pieces of formulas, and the three ways to write them. Any thread. */

typedef enum
{
  CHAIN_SYMBOL_W1, /* the first six as in ChainGroup */
  CHAIN_SYMBOL_B1,
  CHAIN_SYMBOL_W2,
  CHAIN_SYMBOL_B2,
  CHAIN_SYMBOL_W3,
  CHAIN_SYMBOL_B3,
  CHAIN_SYMBOL_X,
  CHAIN_SYMBOL_Y,
  CHAIN_SYMBOL_Z1,
  CHAIN_SYMBOL_H1,
  CHAIN_SYMBOL_Z2,
  CHAIN_SYMBOL_H2,
  CHAIN_SYMBOL_OUTPUT,
  CHAIN_SYMBOL_LOSS,
  CHAIN_SYMBOL_ALPHA,
  CHAIN_SYMBOL_MU,
  CHAIN_SYMBOL_BETA1,
  CHAIN_SYMBOL_BETA2,
  CHAIN_SYMBOL_BETA1_POWER,
  CHAIN_SYMBOL_BETA2_POWER,
  CHAIN_SYMBOL_RHO,
  CHAIN_SYMBOL_EPSILON,
  CHAIN_SYMBOL_M, /* what an optimiser remembers, by the usual letter */
  CHAIN_SYMBOL_V,
  CHAIN_SYMBOL_G,
  CHAIN_SYMBOL_M_HAT,
  CHAIN_SYMBOL_V_HAT,
  CHAIN_SYMBOL_MEAN,      /* these two are words */
  CHAIN_SYMBOL_DEVIATION,
  CHAIN_N_SYMBOLS
} ChainSymbolName;

typedef enum
{
  CHAIN_FORM_PLAIN,            /* s */
  CHAIN_FORM_GRADIENT,         /* ∂L/∂s */
  CHAIN_FORM_ONE_MINUS_SQUARE, /* (1 − s²) */
  CHAIN_FORM_ERROR             /* (s − y) */
} ChainForm;

typedef struct
{
  ChainSymbolName name;
  ChainForm form;
  int row;    /* counted from 1; 0 where there is only one */
  int column; /* likewise */
} ChainSymbol;

typedef enum
{
  CHAIN_TOKEN_TEXT,
  CHAIN_TOKEN_WORD,
  CHAIN_TOKEN_SYMBOL,
  CHAIN_TOKEN_NUMBER
} ChainTokenKind;

typedef struct
{
  ChainTokenKind kind;
  const char *text;     /* static: operators, or a word, translated */
  ChainSymbol symbol;
  ChainNumeral numeral;
  int digits;           /* of the numeral, filled up with zeros; 0 for just those it has */
  gboolean square;      /* of a symbol or number */
  gboolean root;
  gboolean bare;        /* a negative number or a difference has no parentheses */
} ChainToken;

typedef enum
{
  CHAIN_NOTATION_TEXT,   /* UTF-8: “W₁”, “-3.2e-7” */
  CHAIN_NOTATION_MARKUP, /* Pango: “W<sub>1</sub>”, “−3,2×10<sup>−7</sup>”, with the locale's decimal mark */
  CHAIN_NOTATION_LATEX   /* “W_{1}”, “-3.2 \times 10^{-7}”, for mathematics mode */
} ChainNotation;

ChainSymbol  chain_symbol_of_parameter (ChainShape shape,
                                        gsize      index);
ChainSymbol  chain_symbol_of_neuron    (ChainSymbolName name,
                                        int             width,
                                        int             i);
ChainToken   chain_token_text          (const char *text);
ChainToken   chain_token_word          (const char *word);
ChainToken   chain_token_symbol        (ChainSymbol symbol);
ChainToken   chain_token_number        (const ChainNumeral *numeral,
                                        int                digits);
GArray      *chain_tokens_new          (void);
void         chain_tokens_append       (GArray     *tokens,
                                        ChainToken  token);
void         chain_tokens_write        (const GArray  *tokens,
                                        ChainNotation  notation,
                                        GString       *string);
void         chain_token_write_alone   (ChainToken     token,
                                        ChainNotation  notation,
                                        GString       *string);
char        *chain_tokens_to_string    (const GArray *tokens,
                                        ChainNotation notation);
