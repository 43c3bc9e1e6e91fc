// @ts-check

const INSTANT_LENGTH = 24;

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function ofRollout(table) {
  return table
    .string('rollout_id', 36)
    .notNullable()
    .references('id')
    .inTable('rollouts')
    .onDelete('CASCADE');
}

/**
 * @param {import('knex').Knex} knex
 */
async function createUpdates(knex) {
  await knex.schema.createTable('update_policies', table => {
    table.comment('Which newer images a rollout takes, and when to look again');
    ofRollout(table).primary();
    table.string('registry').notNullable().comment('Host, as images name it');
    table.text('settings').notNullable().comment('Rule, mode and intervals');
    table.string('changed_at', INSTANT_LENGTH).notNullable();
    table.string('changed_by').notNullable();
    table.string('due_at', INSTANT_LENGTH).notNullable();
    table.string('due_by', 16).notNullable().comment('poll, webhook or person');
    table.integer('failures').notNullable().comment('In a row');
    table
      .integer('looks')
      .notNullable()
      .comment('How many came to what the newest decision says');
    table.string('looked_at', INSTANT_LENGTH).nullable();
    table
      .text('seen')
      .nullable()
      .comment('What a moving tag stood for when it was first seen');
    table.string('leased_until', INSTANT_LENGTH).nullable();
    table.string('leased_by', 36).nullable();
    table.index(['due_at', 'registry'], 'update_policies_due_idx');
  });

  await knex.schema.createTable('update_decisions', table => {
    table.comment('What update policies decided, and why; append-only');
    table.increments('id');
    ofRollout(table);
    table.string('at', INSTANT_LENGTH).notNullable();
    table.string('due_by', 16).notNullable();
    table.string('verdict', 16).notNullable();
    table.text('reason').notNullable();
    table.text('source_image').notNullable().comment('What ran');
    table.text('target_image').nullable().comment('What is newer');
    table.integer('revision').nullable();
    table.string('proposal_id', 36).nullable();
    table.text('problem').nullable();
    table
      .integer('looks_before')
      .notNullable()
      .comment('How many looks came to the decision before this one');
    table.index(['rollout_id', 'id'], 'update_decisions_rollout_idx');
  });

  await knex.schema.createTable('update_sightings', table => {
    table.comment('Since when an image that may be taken is known to be there');
    ofRollout(table);
    table.string('tag', 128).notNullable();
    table.string('digest', 71).notNullable();
    table.string('since', INSTANT_LENGTH).notNullable();
    table.primary(['rollout_id', 'tag', 'digest']);
  });

  await knex.schema.createTable('registry_states', table => {
    table.comment('Registries that do not answer, for all replicas');
    table.string('host').primary();
    table.string('problem', 16).notNullable();
    table.text('sentence').notNullable();
    table.string('since', INSTANT_LENGTH).notNullable();
    table.integer('failures').notNullable();
    table.string('retry_at', INSTANT_LENGTH).notNullable();
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createProposals(knex) {
  await knex.schema.createTable('proposals', table => {
    table.comment('Changes that wait for a person');
    table.string('id', 36).primary();
    ofRollout(table);
    table.integer('base_revision').notNullable();
    table.text('patch').notNullable();
    table.string('actor').notNullable();
    table.string('source', 16).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('open, accepted, declined or expired');
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('decided_at', INSTANT_LENGTH).nullable();
    table.string('decided_by').nullable();
    table.integer('revision').nullable().comment('What accepting it made');
    table.index(['rollout_id', 'created_at', 'id'], 'proposals_rollout_idx');
    table.index(['state'], 'proposals_state_idx');
  });
}

/**
 * @param {import('knex').Knex} knex
 */
async function createTokens(knex) {
  await knex.schema.createTable('webhook_tokens', table => {
    table.comment('Webhooks that make a policy look now; tokens are hashed');
    ofRollout(table).primary();
    table.string('token_hash', 64).notNullable();
    table.string('sender', 16).notNullable();
    table
      .text('sealed_secret')
      .nullable()
      .comment('Signs calls; readable only with the token that the URL holds');
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();
    table.string('last_call_at', INSTANT_LENGTH).nullable();
    table.string('last_result', 16).nullable();
    table.unique(['token_hash'], { indexName: 'webhook_tokens_hash_uniq' });
  });

  await knex.schema.createTable('webhook_deliveries', table => {
    table.comment('Calls that were taken, so that none is taken twice');
    ofRollout(table);
    table.string('delivery', 64).notNullable().comment('A hash');
    table.string('at', INSTANT_LENGTH).notNullable();
    table.primary(['rollout_id', 'delivery']);
    table.index(['at'], 'webhook_deliveries_at_idx');
  });

  await knex.schema.createTable('deploy_tokens', table => {
    table.comment('Tokens with which pipelines change tag and digest; hashed');
    table.string('id', 36).primary();
    ofRollout(table);
    table.string('name', 63).notNullable();
    table.string('token_hash', 64).notNullable();
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();
    table.string('expires_at', INSTANT_LENGTH).notNullable();
    table.string('last_used_at', INSTANT_LENGTH).nullable();
    table.string('revoked_at', INSTANT_LENGTH).nullable();
    table.string('revoked_by').nullable();
    table.unique(['token_hash'], { indexName: 'deploy_tokens_hash_uniq' });
    table.index(
      ['rollout_id', 'created_at', 'id'],
      'deploy_tokens_rollout_idx',
    );
  });
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await createUpdates(knex);
  await createProposals(knex);
  await createTokens(knex);
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  const tables = [
    'deploy_tokens',
    'webhook_deliveries',
    'webhook_tokens',
    'proposals',
    'registry_states',
    'update_sightings',
    'update_decisions',
    'update_policies',
  ];
  for (const table of tables) {
    await knex.schema.dropTable(table);
  }
};
